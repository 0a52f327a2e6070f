import { type Ctx, DomainError, inTransaction } from '#core';
import { lookOf, valuesFor } from '../message.content.ts';
import { sampleFor } from '../rules/said.ts';
import { readSubject } from '../rules/subject.facts.ts';
import { Unfillable } from './liquid.ts';
import { rendered, type TemplateFault } from './template.render.ts';
import { existing, faultsOf, kindOf, type NewVersion } from './template.service.ts';

export interface Preview {
  readonly subject: string | null;
  readonly text: string | null;
  readonly shortText: string | null;
  /** Where a frame finds it for some minutes; null = nothing can be shown. */
  readonly url: string | null;
  readonly faults: readonly TemplateFault[];
}

export interface PreviewOf extends NewVersion {
  readonly templateId: string;
  /** The contract whose values are filled in; the newest where left out. */
  readonly contractId: string | null;
  readonly isDark: boolean;
}

/** How long a frame finds it, minutes. */
export const PREVIEW_MINUTES = 15;

/** What a wording looks like with a real contract; nothing is sent. Fails with NOTIFICATIONS_CONTRACT_UNKNOWN. */
export async function preview(ctx: Ctx, { templateId, contractId, isDark, ...version }: PreviewOf): Promise<Preview> {
  const template = await existing(ctx.db, templateId);
  const subject = kindOf(template.subjectKind);
  const faults = await faultsOf(ctx, subject, version);
  const contract = await ctx.db.contract.findFirst({
    where: contractId === null ? { customerId: { not: null } } : { id: contractId },
    orderBy: { id: 'desc' },
    select: { id: true, orderId: true, customerId: true },
  });
  if (!contract && subject !== 'import')
    throw new DomainError('NOTIFICATIONS_CONTRACT_UNKNOWN', 'contractId: there is no such contract; choose another one');
  if (faults.length > 0) return { ...NOTHING, faults };
  const { language } = version;
  const id =
    subject === 'contract' ? contract?.id : subject === 'order' ? contract?.orderId : subject === 'customer' ? contract?.customerId : null;
  const facts = id == null ? null : await readSubject(ctx, { kind: subject, id }, language);
  const message = { event: null, values: sampleFor(ctx.brand), reader: 'user' };
  const values = await valuesFor(ctx, { message, facts, language, reader: { name: ctx.viewer.name } });
  try {
    const made = await rendered(version, values, { look: await lookOf(ctx), language, scheme: isDark ? 'dark' : 'auto' });
    const { subject: line, text, shortText, html } = made;
    return { subject: line, text, shortText, url: await kept(ctx, { html, contractId: contract?.id ?? null }), faults: [] };
  } catch (cause) {
    if (!(cause instanceof Unfillable)) throw cause;
    return { ...NOTHING, faults: [{ field: 'body', ...cause.fault }] };
  }
}

const NOTHING = { subject: null, text: null, shortText: null, url: null };
async function kept(ctx: Ctx, data: { readonly html: string; readonly contractId: string | null }): Promise<string> {
  const { id } = await inTransaction(ctx, ({ tx, wallClock }) =>
    tx.notificationsPreview.create({ data: { ...data, createdAt: wallClock.now() }, select: { id: true } }),
  );
  return `/plugins/notifications/previews/${id}`;
}

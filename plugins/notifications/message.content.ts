import { type Ctx, collected, DomainError, NOTICE_SUBJECTS, type NoticeSubject, noticeKinds, noticeValues, z } from '#core';
import { brandLook } from './look/brand-look.ts';
import { compileMjml } from './look/compile.ts';
import { framed } from './look/layout.ts';
import { bodyOf } from './look/mail-body.ts';
import type { StoredMessage } from './message.store.ts';
import type { Reader } from './reader.ts';
import { SAID, SAID_OF_DAYS, SAID_OF_IMPORTS } from './rules/said.ts';
import { readSubject, type SubjectFacts, VARIABLES, type Value, type ValueKind } from './rules/subject.facts.ts';
import { worded } from './rules/wording.ts';
import { settings } from './settings.ts';
import { Unfillable, type Values } from './templates/liquid.ts';
import { chosen } from './templates/template.choice.ts';
import { rendered } from './templates/template.render.ts';

/** What is sent, word by word. */
export interface Copy {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly language: string;
  readonly documentIds: readonly string[];
  readonly versionId: string | null;
}

/** What was stored by an earlier try, else what the mailbox says or a template, in the brand's look. */
export async function contentOf(ctx: Ctx, message: StoredMessage, reader: Reader | null): Promise<Copy> {
  const { subject, text, html, language, documentIds, versionId } = message;
  if (subject !== null && text !== null) return { subject, text, html, documentIds, versionId, language: language ?? ctx.brand.language };
  if (message.templateId !== null) return ofTemplate(ctx, { message, templateId: message.templateId, reader });
  return mailInLook(ctx, message);
}

async function mailInLook(ctx: Ctx, { mailId, documentIds }: StoredMessage): Promise<Copy> {
  const mail = mailId === null ? null : await ctx.db.mailMessage.findUnique({ where: { id: mailId } });
  if (!mail) throw nothing();
  const { subject, text } = mail;
  const language = mail.language ?? ctx.brand.language;
  const open = ctx.texts(language, 'notifications.mail.open') ?? '';
  const body = bodyOf(text, open);
  const { html, faults } = await compileMjml(framed({ look: await lookOf(ctx), language, title: subject, body, scheme: 'auto' }));
  const [fault] = faults;
  if (fault) ctx.log.warn({ mailId, fault }, 'a mail goes out as plain text alone: its look could not be made');
  return { subject, text, html: fault || html === '' ? null : html, language, documentIds, versionId: null };
}

const nothing = (): DomainError =>
  new DomainError('NOTIFICATIONS_NOTHING_TO_SEND', 'messageId: there is nothing written that could be sent; drop the job');

/** The brand's look, kept for a moment. */
export const lookOf = (ctx: Ctx) => ctx.remember(`notifications.look:${ctx.brand.id}`, () => brandLook(ctx));

interface OfTemplate {
  readonly message: StoredMessage;
  readonly templateId: string;
  readonly reader: Reader | null;
}

async function ofTemplate(ctx: Ctx, { message, templateId, reader }: OfTemplate): Promise<Copy> {
  const { template, versions } = await templateFor(ctx, message, templateId);
  const { addressForm } = ctx.activation.settings(settings);
  const languages = [reader?.language ?? ctx.brand.language, ctx.brand.language];
  const version = chosen(versions, { languages, form: addressForm === 'formal' ? 'FORMAL' : 'INFORMAL' });
  if (!template || !version) throw nothing();
  const { language } = version;
  const facts = await factsOf(ctx, message, language);
  const values = await valuesFor(ctx, { message, facts, language, reader });
  try {
    const { subject, html, text, shortText } = await rendered(version, values, { look: await lookOf(ctx), language, scheme: 'auto' });
    const documentIds = await attachmentsOf(ctx, template.attachments, facts);
    return { subject, html, language, documentIds, versionId: version.id, text: message.channel === 'email' ? text : shortText || text };
  } catch (cause) {
    if (!(cause instanceof Unfillable)) throw cause;
    throw valueMissing(template.code, cause.fault);
  }
}

/** The template and its versions. A mailing says the same to everybody: they are not read anew for each, but kept for a moment. */
function templateFor(ctx: Ctx, { mailingId }: StoredMessage, templateId: string) {
  const read = async () => {
    const [template, versions] = await Promise.all([
      ctx.db.notificationsTemplate.findUnique({ where: { id: templateId } }),
      ctx.db.notificationsVersion.findMany({ where: { templateId } }),
    ]);
    return { template, versions };
  };
  return mailingId === null ? read() : ctx.remember(`notifications.mailing:${mailingId}:${templateId}:${ctx.brand.id}`, read);
}

const valueMissing = (template: string, { line, message }: Unfillable['fault']): DomainError =>
  new DomainError('NOTIFICATIONS_VALUE_MISSING', `template "${template}": ${line === null ? '' : `line ${line}: `}${message}`, {
    template,
    line,
  });

async function factsOf(ctx: Ctx, message: StoredMessage, language: string): Promise<SubjectFacts | null> {
  const subject = subjectOf(message);
  return subject && readSubject(ctx, subject, language);
}

const Kind = z.enum(NOTICE_SUBJECTS);

/** Null = of nothing that can be looked up again: what is said of an import are the figures of that moment. */
function subjectOf({
  subjectKind,
  contractId,
  orderId,
  customerId,
}: StoredMessage): { readonly kind: NoticeSubject; readonly id: string } | null {
  const kind = Kind.safeParse(subjectKind).data;
  const id = kind === 'contract' ? contractId : kind === 'order' ? orderId : customerId;
  return kind && id ? { kind, id } : null;
}

/** Of this plugin's own, of which nobody else knows anything to say. */
const OWN = 'notifications.';

interface Filling {
  readonly message: Pick<StoredMessage, 'event' | 'values' | 'reader'> & Partial<StoredMessage>;
  readonly facts: SubjectFacts | null;
  readonly language: string;
  readonly reader: Pick<Reader, 'name'> | null;
}

const Said = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Everything that a template may say to this reader, in words. The link that opens an order without a password is the customer's alone. */
export async function valuesFor(ctx: Ctx, { message, facts, language, reader }: Filling): Promise<Values> {
  const said = Said.catch({}).parse(message.values);
  const event = message.event ?? '';
  const subject = 'subjectKind' in message && facts ? subjectOf(message as StoredMessage) : null;
  const asked =
    subject && event.includes('.') && !event.startsWith(OWN) ? { name: event, subject: subject.kind, subjectId: subject.id } : null;
  const [brought, noticed, labels] = await Promise.all([
    asked ? collected(noticeValues, asked, ctx) : [],
    asked ? collected(noticeKinds, {}, ctx) : [],
    statusLabels(ctx, said, language),
  ]);
  const values: Record<string, Value> = {
    ...facts?.values,
    ...said,
    ...labels,
    ...Object.fromEntries(
      brought.flatMap(({ value }) => Object.entries(value ?? {}).map(([name, one]): [string, Value] => [`event.${name}`, one])),
    ),
    'brand.name': ctx.brand.name,
    'brand.url': ctx.brand.url,
    'recipient.name': reader?.name ?? null,
    'event.name': ctx.texts(language, `notifications.event.${event}`) ?? ctx.texts(language, `notice.${event}`) ?? event,
    ...(message.reader === 'customer' && facts?.customerLink && { 'order.link': facts.customerLink }),
  };
  const own = noticed.flatMap(({ value }) => value).find(({ name }) => name === event);
  const kinds = new Map([
    ...KINDS,
    ...Object.entries(own?.values ?? {}).map(([name, kind]): [string, ValueKind] => [`event.${name}`, kind]),
  ]);
  return worded(values, kinds, { language, currency: ctx.brand.currency });
}

const KINDS: ReadonlyMap<string, ValueKind> = new Map(Object.entries({ ...VARIABLES, ...SAID, ...SAID_OF_DAYS, ...SAID_OF_IMPORTS }));

/** Codes of statuses in the reader's words. */
async function statusLabels({ db }: Ctx, said: Readonly<Record<string, Value>>, language: string): Promise<Record<string, Value>> {
  const codes = ['event.from', 'event.to'].filter((path) => typeof said[path] === 'string');
  if (codes.length === 0) return {};
  const rows = await db.contractStatus.findMany({ where: { code: { in: codes.map((path) => String(said[path])) } } });
  return Object.fromEntries(
    codes.map((path): [string, Value] => {
      const labels = z
        .record(z.string(), z.string())
        .catch({})
        .parse(rows.find(({ code }) => code === said[path])?.labels);
      return [path, labels[language.slice(0, 2)] ?? labels.en ?? said[path] ?? null];
    }),
  );
}

async function attachmentsOf({ db }: Ctx, kinds: readonly string[], facts: SubjectFacts | null): Promise<string[]> {
  if (kinds.length === 0 || !facts) return [];
  const { contractId, orderId } = facts;
  const owner = contractId ? { OR: [{ contractId }, { orderId, contractId: null }] } : { orderId };
  const documents = await db.document.findMany({
    where: { kind: { in: [...kinds] }, ...owner },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 20,
  });
  return documents.map(({ id }) => id);
}

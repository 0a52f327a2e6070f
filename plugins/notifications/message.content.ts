import { type Ctx, DomainError } from '#core';
import { brandLook } from './look/brand-look.ts';
import { compileMjml } from './look/compile.ts';
import { framed } from './look/layout.ts';
import { bodyOf } from './look/mail-body.ts';
import type { StoredMessage } from './message.store.ts';

/** What is sent, word by word. */
export interface Copy {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly language: string;
}

/** What was stored by an earlier try, else what the mailbox says, in the brand's look. */
export async function contentOf(ctx: Ctx, message: StoredMessage): Promise<Copy> {
  const { subject, text, html, language } = message;
  if (subject !== null && text !== null) return { subject, text, html, language: language ?? ctx.brand.language };
  return mailInLook(ctx, message);
}

async function mailInLook(ctx: Ctx, { mailId }: StoredMessage): Promise<Copy> {
  const mail = mailId === null ? null : await ctx.db.mailMessage.findUnique({ where: { id: mailId } });
  if (!mail) throw new DomainError('NOTIFICATIONS_NOTHING_TO_SEND', 'messageId: there is nothing written that could be sent');
  const { subject, text } = mail;
  const language = mail.language ?? ctx.brand.language;
  const look = await ctx.remember(`notifications.look:${ctx.brand.id}`, () => brandLook(ctx));
  const open = ctx.texts(language, 'notifications.mail.open') ?? '';
  const { html, faults } = await compileMjml(framed({ look, language, title: subject, body: bodyOf(text, open), scheme: 'auto' }));
  const [fault] = faults;
  if (fault) ctx.log.warn({ mailId, fault }, 'a mail goes out as plain text alone: its look could not be made');
  return { subject, text, html: fault || html === '' ? null : html, language };
}

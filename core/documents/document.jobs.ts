import { z } from 'zod';
import { orderLink } from '../access/order-links.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { on } from '../kernel/events.ts';
import { transformed } from '../kernel/hooks.ts';
import { enqueue, type Job, job } from '../kernel/jobs.ts';
import { lockByName } from '../kernel/kernel.sql.ts';
import { orderSubmitted } from '../orders/order.points.ts';
import { type DocumentData, documentData } from './document.points.ts';
import { storeDocuments } from './document.service.ts';
import { letterContext, letterhead } from './letter.head.ts';
import { setLetter } from './letter.setter.ts';
import { type LetterContext, orderConfirmation } from './order-confirmation.ts';
import { isConsumer, type OrderedOrder, readOrderedOrder } from './order-facts.ts';
import { withdrawalLetter } from './withdrawal-letter.ts';
import { type Wording, wordingFor } from './wording.ts';

/** Writes and mails an order's confirmation and, for consumers, the notice of withdrawal. However often it runs: once. */
export const confirmOrder: Job<{ orderId: string }> = job({
  name: 'core.confirm-order',
  input: z.object({ orderId: z.uuid() }),
  run: async ({ orderId }, ctx) => {
    if (await isConfirmed(ctx.db, orderId)) return;
    const order = await readOrderedOrder(ctx, orderId);
    const [{ customer }] = order.contracts;
    const wording = wordingFor(customer.language ?? ctx.brand.language);
    const letters = await lettersOf(ctx, order, await letterContext(ctx, order, wording));
    const head = await letterhead(ctx, customer, wording);
    const files = await Promise.all(letters.map(async (data): Promise<Letter> => ({ data, bytes: await setLetter({ data, head }) })));
    await inTransaction(ctx, (ctx) => sendOnce(ctx, order, { files, wording }));
  },
});

/** Every order that was handed in is confirmed. */
export const confirmSubmitted = on(orderSubmitted, ({ orderId }, ctx) => enqueue(ctx, confirmOrder, { orderId }, { uniqueKey: orderId }));

interface Letter {
  readonly data: DocumentData;
  readonly bytes: Uint8Array;
}

const isConfirmed = async (db: Pick<Ctx['db'], 'document'>, orderId: string): Promise<boolean> =>
  (await db.document.findFirst({ where: { orderId, kind: 'order-confirmation' }, select: { id: true } })) !== null;

async function lettersOf(ctx: Ctx, order: OrderedOrder, context: LetterContext): Promise<DocumentData[]> {
  const withdrawal = isConsumer(order) ? withdrawalLetter(order, context) : null;
  const drafts = [orderConfirmation(order, context), ...(withdrawal ? [withdrawal] : [])];
  const letters: DocumentData[] = [];
  for (const draft of drafts) letters.push(await transformed(documentData, draft, ctx));
  return letters;
}

/** Documents and mail in one transaction, behind a lock: a job that is tried again while it still runs finds them there. */
async function sendOnce(ctx: TxCtx, order: OrderedOrder, { files, wording }: { files: Letter[]; wording: Wording }): Promise<void> {
  await lockByName(ctx.tx, `confirm order:${order.id}`);
  if (await isConfirmed(ctx.tx, order.id)) return;
  const documents = files.map(({ data: { kind, title, language }, bytes }) => ({
    ...{ kind, title, language, bytes, mediaType: 'application/pdf' },
    fileName: `${title} ${order.number} ${fromDbDate(order.submittedAt)}.pdf`,
  }));
  const documentIds = await storeDocuments(ctx, documents, { orderId: order.id });
  const { mail } = wording.texts;
  const values = { number: order.number, brand: ctx.brand.name, link: orderLink(ctx, order.id) };
  const hasNotice = files.some(({ data }) => data.kind === 'withdrawal-notice');
  await ctx.mailer.send(ctx, {
    kind: 'order-confirmation',
    language: wording.language,
    to: order.contracts[0].customer.email,
    subject: wording.fill(mail.subject, values),
    text: wording.fill([mail.text, ...(hasNotice ? [mail.withWithdrawal] : []), mail.follow].join('\n\n'), values),
    documentIds,
  });
}

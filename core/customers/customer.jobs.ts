import { z } from 'zod';
import { type Job, type JobCtx, job } from '../kernel/jobs.ts';
import { addressKey, companyKey, emailKey, personKey, phoneKey } from './customer.keys.ts';

const BATCH = 500;

/**
 * Gives the keys of the duplicate search to rows that were saved before there were any. Every night, because it costs one look
 * where nothing is missing; the rules of the keys are code, so that no migration could do it.
 */
export const fillKeys: Job<Record<string, never>> = job({
  name: 'core.fill-customer-keys',
  input: z.strictObject({}),
  schedule: '20 3 * * *',
  timeoutMs: 3_600_000,
  run: async (_input, ctx) => {
    await inBatches((after) => fillCustomers(ctx, after));
    await inBatches((after) => fillPoints(ctx, after));
  },
});

type Step = (after: string | null) => Promise<string | null>;
async function inBatches(step: Step): Promise<void> {
  for (let after = await step(null); after !== null; after = await step(after));
}

const missing = (after: string | null) => ({
  where: { addressKey: '', ...(after !== null && { id: { gt: after } }) },
  orderBy: { id: 'asc' as const },
  take: BATCH,
});
const lastOf = (rows: readonly { readonly id: string }[]): string | null => (rows.length === BATCH ? (rows.at(-1)?.id ?? null) : null);

async function fillCustomers({ db }: JobCtx, after: string | null): Promise<string | null> {
  const rows = await db.customer.findMany(missing(after));
  for (const { id, updatedAt, ...customer } of rows) {
    const { kind, companyName, email, phone, country } = customer;
    const nameKey = kind === 'COMPANY' ? companyKey(companyName ?? '') : personKey(customer);
    const keys = { nameKey, addressKey: addressKey(customer), emailKey: emailKey(email), phoneKey: phone ? phoneKey(phone, country) : '' };
    // The keys are ours, not the customer's: version and time of the last change stay.
    await db.customer.updateMany({ where: { id, addressKey: '' }, data: { ...keys, updatedAt } });
  }
  return lastOf(rows);
}

async function fillPoints({ db }: JobCtx, after: string | null): Promise<string | null> {
  const rows = await db.meteringPoint.findMany(missing(after));
  for (const { id, updatedAt, ...point } of rows)
    await db.meteringPoint.updateMany({ where: { id, addressKey: '' }, data: { addressKey: addressKey(point), updatedAt } });
  return lastOf(rows);
}

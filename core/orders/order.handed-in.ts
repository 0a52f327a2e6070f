import { z } from 'zod';
import type { Contract, Order, Prisma } from '#prisma';
import type { PlainDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { isRecord } from '../kernel/records.ts';
import type { Examined } from './order.examine.ts';
import type { OrderAnswers, OrderForm } from './order.form.ts';

/** What stays beside corrected answers until they are handed in again. */
export interface HandedIn {
  /** The form as it was handed in. */
  readonly answers: OrderAnswers;
  /** Versions of customer and metering points, by id, as they stood when the correction was saved. */
  readonly seen: Readonly<Record<string, number>>;
}

/** Corrected answers on their way to the rows that were made of the first ones. */
export interface Correction extends Pick<HandedIn, 'seen'> {
  /** The form as it was handed in, examined today. */
  readonly before: Examined;
  /** As it was corrected. */
  readonly after: Examined;
  readonly form: OrderForm;
  readonly partnerId: string | null;
  readonly today: PlainDate;
}

const stored = z.object({ answers: z.record(z.string(), z.unknown()), seen: z.record(z.string(), z.number()) });

/** Null = no correction waits. */
export const handedInOf = ({ handedIn }: Pick<Order, 'handedIn'>): HandedIn | null => (handedIn === null ? null : stored.parse(handedIn));

/** For an order that is corrected: the first form stays the one that was handed in, what was seen is seen anew with every save. */
export async function keptBeside(ctx: TxCtx, order: Order, contracts: readonly Contract[]): Promise<Prisma.InputJsonObject> {
  const { tx } = asBrand(ctx);
  const select = { id: true, version: true };
  const customers = await tx.customer.findMany({ where: { id: { in: contracts.flatMap(({ customerId }) => customerId ?? []) } }, select });
  const points = await tx.meteringPoint.findMany({
    where: { id: { in: contracts.flatMap(({ meteringPointId }) => meteringPointId ?? []) } },
    select,
  });
  const answers = handedInOf(order)?.answers ?? (isRecord(order.answers) ? order.answers : {});
  const seen = Object.fromEntries([...customers, ...points].map(({ id, version }) => [id, version]));
  return { answers, seen } as Prisma.InputJsonObject;
}

/** Whether two answers say the same: forms are read in the order of their fields. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

import type { Contract } from '#prisma';
import { isCollision } from '../db/faults.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { patiently } from '../kernel/passing.ts';
import { type Holding, lockPoint, otherHolders } from './contract.sql.ts';

type Held = Pick<Contract, 'id' | 'meteringPointId'> & Holding;

/** Columns as they are written: what is left out stays. */
type Written = { readonly kind?: Holding['kind'] } & { readonly [Day in (typeof DAYS)[number]]?: unknown };

/**
 * At a metering point one contract is supplied at a time. Whatever makes a contract hold its point for other days finds those days
 * free: a start that is confirmed, moved or begins, a notice that is taken back. Fails with POINT_SUPPLIED, or with POINT_TAKEN where
 * another contract is to supply the point next.
 */
export async function demandFreePoint(ctx: TxCtx, contract: Held, written: Written): Promise<void> {
  const other = await holderBeside(ctx, contract, written);
  if (!other) return;
  const { number, kind, day } = other;
  if (kind === 'REVIEW' || kind === 'WAITING')
    throw new DomainError('POINT_TAKEN', `transition: contract ${number} is to supply this point next; cancel it first`, { number });
  throw new DomainError(
    'POINT_SUPPLIED',
    `effectiveOn: contract ${number} supplies this point on ${day}; end it by then, or choose a later day`,
    { number, day },
  );
}

/** Who holds the point on a day on which this contract would; null = nobody, or it holds it for no other days than before. */
export async function holderBeside(ctx: TxCtx, contract: Held, written: Written) {
  const would = holding(contract, written);
  const { meteringPointId: pointId, id } = contract;
  if (pointId === null || isSame(contract, would)) return null;
  const brand = asBrand(ctx);
  await lockPoint(brand, pointId);
  const [other] = await otherHolders(brand, { id, pointId, would });
  return other ?? null;
}

/**
 * Work that may meet an order or a contract which came to the same point at the same moment: the database lets one of them through,
 * and the other looks again and is told of it.
 */
export const besideOthers = <T>(work: () => Promise<T>): Promise<T> => patiently(work, { tries: 3, pauseMs: 0, isWorthIt: isCollision });

const DAYS = ['suppliedFrom', 'confirmedStartOn', 'requestedStartOn', 'endsOn'] as const;

function holding(contract: Held, written: Written): Holding {
  const day = (column: (typeof DAYS)[number]): Date | null => {
    const value = written[column];
    return value === undefined ? contract[column] : value instanceof Date ? value : null;
  };
  return {
    kind: written.kind ?? contract.kind,
    suppliedFrom: day('suppliedFrom'),
    confirmedStartOn: day('confirmedStartOn'),
    requestedStartOn: day('requestedStartOn'),
    endsOn: day('endsOn'),
  };
}

const isSame = (contract: Held, would: Holding): boolean =>
  contract.kind === would.kind && DAYS.every((column) => contract[column]?.getTime() === would[column]?.getTime());

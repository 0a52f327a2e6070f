import { z } from 'zod';
import type { Contract, ContractAnnex, Prisma } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { annexFaults } from './annex.checks.ts';
import { applyAnnex } from './annex.effects.ts';
import { ANNEX_KINDS, beforeOf, isAnnexKind, type Party } from './annex.kinds.ts';
import { lockedContract } from './contract.service.ts';

export interface NewAnnex {
  readonly contractId: string;
  /** "tariff", "customer", "terms". */
  readonly kind: string;
  /** First day on which it counts. */
  readonly validFrom: PlainDate;
  /** What is to be different, by the kind. */
  readonly after: unknown;
}

/** Drafts a change of a contract that both sides are to sign. Fails with ANNEX_INVALID and what is wrong. */
export const createAnnex = (ctx: Ctx, { contractId, kind, validFrom, after }: NewAnnex): Promise<ContractAnnex> =>
  inTransaction(ctx, async (ctx) => {
    const contract = await lockedContract(ctx, contractId);
    const faults = await faultsOf(ctx, contract, { kind, validFrom, after });
    if (faults.length > 0) throw new DomainError('ANNEX_INVALID', faults.join('; '), { faults: faults.join('; ') });
    const parsed = isAnnexKind(kind) ? (ANNEX_KINDS[kind].after.parse(after) as Prisma.InputJsonObject) : {};
    const number = 1 + (await ctx.tx.contractAnnex.count({ where: { contractId } }));
    return ctx.tx.contractAnnex.create({
      data: {
        ...{ contractId, number, kind, validFrom: toDbDate(validFrom), before: beforeOf(contract, parsed), after: parsed },
        ...{ createdAt: ctx.clock.now(), createdBy: ctx.viewer.name },
      },
    });
  });

async function faultsOf(ctx: TxCtx, contract: Contract, { kind, validFrom, after }: Omit<NewAnnex, 'contractId'>): Promise<string[]> {
  if (!isAnnexKind(kind)) return [`kind: "${kind}" is none; choose one of ${Object.keys(ANNEX_KINDS).join(', ')}`];
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const read = ANNEX_KINDS[kind].after.safeParse(after);
  const { tx } = asBrand(ctx);
  const data: Readonly<Record<string, unknown>> = read.success ? { ...read.data } : {};
  const isKnown = {
    tariff: async () => (await tx.tariff.findUnique({ where: { id: String(data.tariffId) } })) !== null,
    customer: async () => (await tx.customer.findUnique({ where: { id: String(data.customerId) } })) !== null,
    terms: async () => Object.keys(data).length > 0,
  }[kind];
  return [
    ...(contract.kind === 'SUPPLY' || contract.kind === 'WAITING' ? [] : [`contractId: a contract in "${contract.status}" has no annexes`]),
    ...(validFrom < today ? [`validFrom: lies before today; choose ${today} or a later day`] : []),
    ...(read.success ? [] : read.error.issues.map(({ path, message }) => `after.${path.join('.')}: ${message}`)),
    ...(read.success ? await annexFaults(ctx, contract, { kind, after }) : []),
    ...(read.success && !(await isKnown()) ? [`after: names no ${kind} of this brand; choose one that exists`] : []),
  ];
}

export const signaturesOf = z.array(z.object({ party: z.string(), on: z.string() }));

/** A party signs. With the last signature the annex counts: on its day, or at once where that has come. */
export const signAnnex = (
  ctx: Ctx,
  id: string,
  { party, on }: { readonly party: string; readonly on: PlainDate },
): Promise<ContractAnnex> =>
  inTransaction(ctx, async (ctx) => {
    const { annex, contract } = await lockedAnnex(ctx, id);
    if (annex.state !== 'DRAFT')
      throw new DomainError('ANNEX_NOT_OPEN', 'id: this annex is signed or cancelled already', { state: annex.state });
    const parties: readonly Party[] = isAnnexKind(annex.kind) ? ANNEX_KINDS[annex.kind].parties : [];
    if (!parties.some((one) => one === party))
      throw new DomainError('PARTY_UNKNOWN', `party: signed by ${parties.join(', ')}; name one of them`, { parties: parties.join(', ') });
    const today = todayIn(ctx.clock, ctx.brand.timeZone);
    if (on > today) throw new DomainError('RECEIVED_IN_FUTURE', `on: lies after today, ${today}; give the day of the signature`, { today });

    const signatures = [...signaturesOf.parse(annex.signatures).filter((one) => one.party !== party), { party, on }];
    const isComplete = parties.every((one) => signatures.some((signature) => signature.party === one));
    const last =
      signatures
        .map((signature) => signature.on)
        .sort()
        .at(-1) ?? on;
    const signed = await ctx.tx.contractAnnex.update({
      where: { id },
      data: { signatures, ...(isComplete && { state: 'SIGNED', signedOn: toDbDate(last) }) },
    });
    return isComplete && fromDbDate(annex.validFrom) <= today ? applyAnnex(ctx, contract, signed) : signed;
  });

/** Takes an annex back that does not count yet. */
export const cancelAnnex = (ctx: Ctx, id: string): Promise<ContractAnnex> =>
  inTransaction(ctx, async (ctx) => {
    const { annex } = await lockedAnnex(ctx, id);
    if (annex.state === 'CANCELLED') return annex;
    if (annex.appliedAt)
      throw new DomainError('ANNEX_IN_FORCE', 'id: this annex is in force; make another one that changes it back', {
        number: annex.number,
      });
    return ctx.tx.contractAnnex.update({ where: { id }, data: { state: 'CANCELLED' } });
  });

async function lockedAnnex(ctx: TxCtx, id: string): Promise<{ annex: ContractAnnex; contract: Contract }> {
  const found = await ctx.tx.contractAnnex.findUnique({ where: { id } });
  if (!found) throw new DomainError('ANNEX_NOT_FOUND', `id: there is no annex ${id}`, { id });
  const contract = await lockedContract(ctx, found.contractId);
  const annex = await ctx.tx.contractAnnex.findUniqueOrThrow({ where: { id } });
  return { annex, contract };
}

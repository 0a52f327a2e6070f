import type { Contract, Prisma } from '#prisma';
import { addDays, fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { periodAfter } from '../rules/period.ts';
import { ruleIfAny } from '../rules/rule-lookup.ts';
import { soldPrice } from './contract.prices.ts';
import { renewal } from './contract.renewal.ts';
import { closeSlices, startSlices } from './contract.slices.ts';
import type { Step } from './contract.states.ts';
import { termDates } from './contract.terms.ts';
import { type NewTariff, tariffChange } from './tariff-change.ts';

type Written = Prisma.ContractUncheckedUpdateInput;

export interface StepDetails {
  readonly effectiveOn: PlainDate | null;
  readonly reasonCode: string | null;
  readonly newTariff: NewTariff | null;
}

type Effect = (ctx: TxCtx, contract: Contract, details: StepDetails) => Promise<Written>;

/** What a step does to terms and tariff slices, beside status and dates. */
const EFFECTS: Readonly<Record<string, Effect>> = {
  activate: async (ctx, contract) => {
    const since = contract.confirmedStartOn;
    const price = await soldPrice(ctx, contract);
    if (!since) return {};
    await startSlices(ctx, contract.id, fromDbDate(since));
    return price ? { tariffId: price.tariffId, ...termDates({ price, since: fromDbDate(since) }) } : {};
  },
  end: async (ctx, contract) => ended(ctx, contract, contract.endsOn ? fromDbDate(contract.endsOn) : today(ctx)),
  reverse_switch: async (ctx, contract) => ended(ctx, contract, contract.suppliedFrom ? fromDbDate(contract.suppliedFrom) : today(ctx)),
  withdraw: async (ctx, contract) => (contract.suppliedFrom ? withdrawn(ctx, contract) : {}),
  close: async (ctx) => retained(ctx, today(ctx)),
  renew: (ctx, contract, { reasonCode }) => renewal(ctx, contract, { isConsented: reasonCode === 'consent' }),
  change_tariff: (ctx, contract, details) => tariffChange(ctx, contract, details),
};

/** Does what a step means beyond the status; gives the columns to be written with it. */
export const effectOf = async (ctx: TxCtx, contract: Contract, { step, details }: { step: Step; details: StepDetails }): Promise<Written> =>
  EFFECTS[step.transition]?.(ctx, contract, details) ?? {};

async function ended(ctx: TxCtx, contract: Contract, endsOn: PlainDate): Promise<Written> {
  await closeSlices(ctx, contract.id, endsOn);
  return { endsOn: toDbDate(endsOn), ...(await finalBill(ctx, contract, endsOn)) };
}

/** What was used until today is billed where the customer asked for supply within the period; else nothing is. */
async function withdrawn(ctx: TxCtx, contract: Contract): Promise<Written> {
  const endsOn = addDays(today(ctx), 1);
  await closeSlices(ctx, contract.id, endsOn);
  return { endsOn: toDbDate(endsOn), ...(contract.isEarlyStart && (await finalBill(ctx, contract, endsOn))) };
}

/** By when the final bill must be out, where a rule in force says so: the period ends with the last day of supply. */
async function finalBill(ctx: TxCtx, { tariffId }: Contract, endsOn: PlainDate): Promise<Written> {
  const tariff = tariffId === null ? null : await asBrand(ctx).tx.tariff.findUnique({ where: { id: tariffId } });
  const rule = tariff && ruleIfAny('bill-due', { country: ctx.brand.country, day: endsOn, commodity: tariff.commodity });
  return rule?.value ? { finalBillDueOn: toDbDate(periodAfter(addDays(endsOn, -1), rule.value.billAfterPeriod)) } : {};
}

/** How long the papers are kept, from the end of the year, where a rule in force says so. */
function retained({ brand: { country } }: TxCtx, day: PlainDate): Written {
  const rule = ruleIfAny('retention', { country, day, situation: 'INVOICES' });
  return rule ? { retentionEndsOn: toDbDate(addDays(periodAfter(`${day.slice(0, 4)}-12-31`, rule.value.period), 1)) } : {};
}

const today = ({ clock, brand }: TxCtx): PlainDate => todayIn(clock, brand.timeZone);

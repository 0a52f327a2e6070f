import type { Contract } from '#prisma';
import { addDays, fromDbDate, type PlainDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { emit } from '../kernel/events.ts';
import { applyAnnex } from './annex.effects.ts';
import { writeColumns } from './contract.columns.ts';
import { contractGuaranteeEnding, contractTermEnding } from './contract.points.ts';
import { soldPrice } from './contract.prices.ts';
import { moveContract } from './contract.service.ts';
import {
  contractsToAnnounce,
  contractsWithDueAnnex,
  contractsWithNewTariff,
  type DueColumn,
  type DuePage,
  dueContracts,
} from './contract.sql.ts';
import type { StateSet } from './contract.states.ts';
import { termsOn } from './contract.terms.ts';
import { newTariffData } from './tariff-change.ts';
import { activated } from './transition-dates.ts';

interface Day {
  readonly today: PlainDate;
  readonly set: StateSet;
}

/** Something that a day brings. `act` looks again at the locked contract, because somebody may have been faster. */
export interface CalendarStep {
  readonly name: string;
  readonly due: (ctx: TxCtx, day: Day & { readonly page: DuePage }) => Promise<readonly { readonly id: string }[]>;
  readonly act: (ctx: TxCtx, contract: Contract, day: Day) => Promise<unknown>;
}

const from = ({ transitions }: StateSet, transition: string): readonly string[] =>
  transitions.find(({ code }) => code === transition)?.from ?? [];

interface Move {
  readonly transition: string;
  readonly column: DueColumn;
  /** How many days before today the day must be. */
  readonly past: number;
  readonly reason: string;
}

/** A transition that is taken when a day has come. */
const move = ({ transition, column, past, reason }: Move): CalendarStep => ({
  name: transition,
  due: (ctx, { today, page, set }) => dueContracts(ctx, { statuses: from(set, transition), column, until: addDays(today, -past), page }),
  act: async (ctx, contract, { today, set }) => {
    const day = contract[column];
    if (!day || fromDbDate(day) > addDays(today, -past) || !from(set, transition).includes(contract.status)) return;
    const data = transition === 'activate' ? activated(contract, today) : {};
    await moveContract(ctx, contract, { set, transition, reason, data });
  },
});

const ANNEXES: CalendarStep = {
  name: 'annex',
  due: (ctx, { today, page }) => contractsWithDueAnnex(ctx, { today, page }),
  act: async (ctx, contract, { today }) => {
    const [annex] = await ctx.tx.contractAnnex.findMany({
      where: { contractId: contract.id, state: 'SIGNED', appliedAt: null, validFrom: { lte: new Date(`${today}T00:00:00Z`) } },
      orderBy: [{ validFrom: 'asc' }, { number: 'asc' }],
      take: 1, // the next one an hour later: each sees the contract that the one before left
    });
    if (annex) await applyAnnex(ctx, contract, annex);
  },
};

const NEW_TARIFFS: CalendarStep = {
  name: 'new tariff',
  due: (ctx, { today, page }) => contractsWithNewTariff(ctx, { today, page }),
  act: async (ctx, contract, { today }) => {
    const columns = await newTariffData(ctx, contract, today);
    if (columns) await writeColumns(ctx, contract, { columns, reason: 'the day of the agreed tariff has come', transition: 'change' });
  },
};

const RENEWALS: CalendarStep = {
  name: 'renew',
  due: (ctx, { today, page, set }) =>
    dueContracts(ctx, { statuses: from(set, 'renew'), column: 'noticeBy', until: addDays(today, -1), page }),
  act: async (ctx, contract, { today, set }) => {
    if (!contract.noticeBy || fromDbDate(contract.noticeBy) >= today || !from(set, 'renew').includes(contract.status)) return;
    const terms = await termsOn(ctx, contract, today);
    // Without renewal the term just ends, and the contract goes on open-ended.
    if (!terms || terms.price.renewalMonths === 0)
      return writeColumns(ctx, contract, { columns: { noticeBy: null }, reason: 'the term does not renew itself', transition: 'change' });
    return moveContract(ctx, contract, { set, transition: 'renew', reason: 'silence' });
  },
};

const announce = (what: 'guarantee' | 'term', tell: (ctx: TxCtx, contract: Contract) => Promise<void>): CalendarStep => ({
  name: `${what} ending`,
  due: (ctx, { today, page, set }) => {
    const until = addDays(today, ctx.brand.announcementWeeks * 7);
    return contractsToAnnounce(ctx, { what, statuses: from(set, 'renew'), today, until, page });
  },
  act: async (ctx, contract, { set }) => {
    const column = what === 'guarantee' ? 'guaranteeAnnouncedAt' : 'termAnnouncedAt';
    // Whoever gave notice or moves is leaving anyway: nothing is announced.
    if (contract[column] || !from(set, 'renew').includes(contract.status)) return;
    await ctx.tx.contract.update({ where: { id: contract.id }, data: { [column]: ctx.clock.now() } });
    await tell(ctx, contract);
  },
});

const GUARANTEES = announce('guarantee', async (ctx, contract) => {
  if (!contract.priceGuaranteeEndsOn) return;
  const terms = await termsOn(ctx, contract, fromDbDate(contract.priceGuaranteeEndsOn));
  const scope = terms?.price.guaranteeScope ?? (await soldPrice(ctx, contract))?.guaranteeScope ?? 'ENERGY_ONLY';
  await emit(ctx, contractGuaranteeEnding, { contractId: contract.id, endsOn: fromDbDate(contract.priceGuaranteeEndsOn), scope });
});

const TERMS = announce('term', async (ctx, { id, minimumTermEndsOn, noticeBy }) => {
  if (!minimumTermEndsOn) return;
  await emit(ctx, contractTermEnding, {
    contractId: id,
    endsOn: fromDbDate(minimumTermEndsOn),
    noticeBy: noticeBy && fromDbDate(noticeBy),
  });
});

/** What days bring, in the order in which it is done: who has left by then gets nothing new. */
export const CALENDAR: readonly CalendarStep[] = [
  move({ transition: 'activate', column: 'confirmedStartOn', past: 0, reason: 'the confirmed day has come' }),
  move({ transition: 'end', column: 'endsOn', past: 0, reason: 'the last day of supply is over' }),
  move({ transition: 'clarify_expired', column: 'dueOn', past: 1, reason: 'nobody answered in time' }),
  move({ transition: 'sign_expired', column: 'dueOn', past: 1, reason: 'nobody signed in time' }),
  ANNEXES,
  NEW_TARIFFS,
  RENEWALS,
  TERMS,
  GUARANTEES,
];

type Kind = 'OPEN' | 'REVIEW' | 'WAITING' | 'SUPPLY' | 'ENDED' | 'REFUSED';
interface Range {
  readonly gte: Date;
  readonly lte: Date;
}

interface Day {
  /** Of contracts that stand there alone: who was refused is not reminded of a start. */
  readonly kinds: readonly Kind[];
  /** The variable that tells it. */
  readonly path: `contract.${string}`;
  /** Contracts whose day lies in a range, as a condition. */
  readonly within: (range: Range) => object;
}

const BEFORE_SUPPLY: readonly Kind[] = ['REVIEW', 'WAITING'];
const AGREED: readonly Kind[] = ['WAITING', 'SUPPLY'];

/** Days of contracts of which rules may remind people, by the names of their events. */
export const DAYS: Readonly<Record<string, Day>> = {
  'day.requestedStartOn': {
    ...{ kinds: BEFORE_SUPPLY, path: 'contract.requestedStartOn' },
    within: (range) => ({ requestedStartOn: range, confirmedStartOn: null }),
  },
  'day.confirmedStartOn': {
    ...{ kinds: ['WAITING'], path: 'contract.confirmedStartOn' },
    within: (confirmedStartOn) => ({ confirmedStartOn }),
  },
  'day.withdrawalEndsOn': {
    ...{ kinds: [...BEFORE_SUPPLY, 'SUPPLY'], path: 'contract.withdrawalEndsOn' },
    within: (withdrawalEndsOn) => ({ withdrawalEndsOn }),
  },
  'day.priceGuaranteeEndsOn': {
    ...{ kinds: AGREED, path: 'contract.priceGuaranteeEndsOn' },
    within: (priceGuaranteeEndsOn) => ({ priceGuaranteeEndsOn }),
  },
  'day.minimumTermEndsOn': {
    ...{ kinds: AGREED, path: 'contract.minimumTermEndsOn' },
    within: (minimumTermEndsOn) => ({ minimumTermEndsOn }),
  },
  'day.noticeBy': { ...{ kinds: AGREED, path: 'contract.noticeBy' }, within: (noticeBy) => ({ noticeBy }) },
  'day.endsOn': { ...{ kinds: ['SUPPLY'], path: 'contract.endsOn' }, within: (endsOn) => ({ endsOn }) },
  'day.dueOn': { ...{ kinds: ['OPEN', 'REVIEW', 'WAITING', 'SUPPLY'], path: 'contract.dueOn' }, within: (dueOn) => ({ dueOn }) },
  'day.finalBillDueOn': {
    ...{ kinds: ['ENDED'], path: 'contract.finalBillDueOn' },
    within: (finalBillDueOn) => ({ finalBillDueOn }),
  },
};

/** Longest time before a day that a rule may tell of it. */
export const MOST_DAYS_BEFORE = 365;

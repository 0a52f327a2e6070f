import type { RowLimit } from './viewer.ts';

type Where = Readonly<Record<string, unknown>>;

/** How a viewer who does not see the whole brand is limited in one table. */
export type RowRule =
  /** Everybody in the brand may read it: price lists, statuses. */
  | 'shared'
  /** Nobody but brand-wide viewers sees a row. */
  | 'hidden'
  | {
      readonly partners: (ids: string[]) => Where;
      readonly orders: ((ids: string[]) => Where) | 'hidden';
      /** Hidden from guests unless it says which rows are theirs, by the name under which they made them. */
      readonly guest?: (name: string) => Where;
    };

const sold = { partners: (ids: string[]) => ({ partnerId: { in: ids } }) };
const viaContracts: RowRule = {
  partners: (ids) => ({ contracts: { some: { partnerId: { in: ids } } } }),
  orders: (ids) => ({ contracts: { some: { orderId: { in: ids } } } }),
};
const ofContract: RowRule = {
  partners: (ids) => ({ contract: { partnerId: { in: ids } } }),
  orders: (ids) => ({ contract: { orderId: { in: ids } } }),
};

const ofCustomer: RowRule = { partners: (ids) => ({ customer: { partnerId: { in: ids } } }), orders: 'hidden' };

/** Core's tables. What is not listed here is hidden, unless it has a `partnerId` of its own (see `ruleOf`). */
const RULES: Readonly<Record<string, RowRule>> = {
  Brand: 'shared',
  BrandHost: 'shared',
  BrandLogo: 'shared',
  LegalText: 'shared',
  Tariff: 'shared',
  TariffPrice: 'shared',
  ContractStatus: 'shared',
  ContractTransition: 'shared',
  Partner: { partners: (ids) => ({ id: { in: ids } }), orders: 'hidden' },
  PartnerBrand: { partners: (ids) => ({ sellerId: { in: ids } }), orders: 'hidden' },
  Membership: { partners: (ids) => ({ worksFor: { in: ids } }), orders: 'hidden' },
  User: { partners: (ids) => ({ memberships: { some: { worksFor: { in: ids } } } }), orders: 'hidden' },
  Order: { ...sold, orders: (ids) => ({ id: { in: ids } }), guest: (createdBy) => ({ createdBy }) },
  Contract: { ...sold, orders: (ids) => ({ orderId: { in: ids } }), guest: (createdBy) => ({ order: { createdBy } }) },
  ContractTariff: ofContract,
  ContractHistory: ofContract,
  Customer: { ...sold, orders: viaContracts.orders },
  MeteringPoint: viaContracts,
  // Of whoever lived there before, and noted by other partners: what was agreed upon stands on the partner's own contract.
  AnnualConsumption: 'hidden',
  Agreement: { ...sold, orders: 'hidden' },
  CustomerPerson: ofCustomer,
  CustomerAddress: ofCustomer,
  ContactChannel: ofCustomer,
  Consent: ofCustomer,
  BankAccount: ofCustomer,
  ContractAnnex: ofContract,
  ContractNote: { partners: (ids) => ({ isInternal: false, contract: { partnerId: { in: ids } } }), orders: 'hidden' },
  Document: { ...sold, orders: (ids) => ({ orderId: { in: ids } }) },
  DocumentContent: {
    partners: (ids) => ({ document: { partnerId: { in: ids } } }),
    orders: (ids) => ({ document: { orderId: { in: ids } } }),
  },
  ImportRow: { partners: (ids) => ({ run: { partnerId: { in: ids } } }), orders: 'hidden' },
  Quote: { ...sold, orders: 'hidden', guest: (createdBy) => ({ createdBy }) },
  QuoteMarket: { partners: (ids) => ({ quotes: { some: { partnerId: { in: ids } } } }), orders: 'hidden' },
  QuoteOffer: {
    partners: (ids) => ({ quote: { partnerId: { in: ids } } }),
    orders: viaContracts.orders,
    guest: (createdBy) => ({ quote: { createdBy } }),
  },
};

/** The rule of a table. A plugin's table that partners may read carries `partnerId`; every other one is hidden from them. */
export function ruleOf(model: string, hasPartner: boolean): RowRule {
  return RULES[model] ?? (hasPartner ? { ...sold, orders: 'hidden' } : 'hidden');
}

/** The condition that a limited viewer's reads of a table get; undefined = none, null = not a single row. */
export function rowsOf(rule: RowRule, limit: RowLimit): Where | undefined | null {
  if (limit.kind === 'all' || rule === 'shared') return undefined;
  if (rule === 'hidden') return null;
  if (limit.kind === 'guest') return rule.guest?.(limit.name) ?? null;
  if (limit.kind === 'partners') return rule.partners([...limit.ids]);
  return rule.orders === 'hidden' ? null : rule.orders([...limit.ids]);
}

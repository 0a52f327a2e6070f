import { type Ctx, fromDbDate, NOTICE_SUBJECTS, orderLink, type PlainDate } from '#core';

/** What is told of: plugins give notice of some of them, imports are core's alone. */
export const SUBJECTS = [...NOTICE_SUBJECTS, 'import'] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

/** What an event happened to. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export type ValueKind = 'text' | 'day' | 'number' | 'money';

/** A value of a variable, not yet worded: days as "YYYY-MM-DD", money in cents. Null = not known. */
export type Value = string | number | null;

/** What can be said about a contract and whom it concerns, by path. Orders and customers are told by the same names, as far as they have them. */
export const VARIABLES = {
  'contract.number': 'text',
  'contract.status': 'text',
  'contract.requestedStartOn': 'day',
  'contract.confirmedStartOn': 'day',
  'contract.suppliedFrom': 'day',
  'contract.endsOn': 'day',
  'contract.noticeBy': 'day',
  'contract.minimumTermEndsOn': 'day',
  'contract.priceGuaranteeEndsOn': 'day',
  'contract.withdrawalEndsOn': 'day',
  'contract.dueOn': 'day',
  'contract.finalBillDueOn': 'day',
  'contract.annualKwh': 'number',
  'contract.commodity': 'text',
  'contract.firstYear': 'money',
  'order.number': 'text',
  'order.link': 'text',
  'customer.number': 'text',
  'customer.name': 'text',
  'customer.title': 'text',
  'customer.firstName': 'text',
  'customer.lastName': 'text',
  'customer.companyName': 'text',
  'customer.email': 'text',
  'meteringPoint.code': 'text',
  'meteringPoint.street': 'text',
  'meteringPoint.houseNumber': 'text',
  'meteringPoint.postcode': 'text',
  'meteringPoint.city': 'text',
  'tariff.name': 'text',
  'tariff.code': 'text',
  'partner.name': 'text',
  'brand.name': 'text',
  'brand.url': 'text',
  'recipient.name': 'text',
  'event.name': 'text',
} as const satisfies Readonly<Record<string, ValueKind>>;

/** Of which subjects a variable can be told; the rest is told of everything. */
const OF_CONTRACT = ['contract.', 'meteringPoint.', 'tariff.'];
const OF_ORDER = ['order.', 'partner.'];
const UNTOLD: Readonly<Record<SubjectKind, readonly string[]>> = {
  contract: [],
  order: OF_CONTRACT,
  customer: [...OF_CONTRACT, ...OF_ORDER],
  import: [...OF_CONTRACT, ...OF_ORDER, 'customer.'],
};

/** The variables of a kind of subject, with what kind of value each has. */
export const variablesOf = (kind: SubjectKind): ReadonlyMap<string, ValueKind> =>
  new Map(Object.entries(VARIABLES).filter(([path]) => !UNTOLD[kind].some((start) => path.startsWith(start))));

/** What is known of a subject, and whom it concerns. */
export interface SubjectFacts {
  readonly values: Readonly<Record<string, Value>>;
  readonly contractId: string | null;
  readonly orderId: string | null;
  readonly customerId: string | null;
  readonly partnerId: string | null;
  readonly tariffId: string | null;
  readonly status: string | null;
  readonly isDirectDebit: boolean;
  /** Who made the order, or began the import, as histories name them. */
  readonly orderedBy: string | null;
  /** For the subject's customer alone: it opens the order without a password. */
  readonly customerLink: string | null;
}

const OF_CONTRACT_ROW = {
  include: { order: true, customer: true, meteringPoint: true, tariff: true, offer: true, statusRow: true },
} as const;

/** Null = the brand has no such row. */
export async function readSubject(
  ctx: Pick<Ctx, 'db' | 'brand' | 'vault' | 'wallClock' | 'texts'>,
  { kind, id }: Subject,
  language: string,
): Promise<SubjectFacts | null> {
  if (kind === 'contract') return contractFacts(ctx, id, language);
  if (kind === 'order') {
    const first = await ctx.db.contract.findFirst({ where: { orderId: id }, orderBy: { id: 'asc' }, select: { id: true } });
    const facts = first && (await contractFacts(ctx, first.id, language));
    return facts && { ...facts, contractId: null, values: onlyOf('order', facts.values) };
  }
  if (kind === 'import') return importFacts(ctx, id);
  const customer = await ctx.db.customer.findUnique({ where: { id } });
  if (!customer) return null;
  const values = { ...brandValues(ctx), ...customerValues(customer) };
  return { ...NOTHING, values, customerId: id, partnerId: customer.partnerId };
}

const NOTHING = {
  ...{
    contractId: null,
    orderId: null,
    customerId: null,
    partnerId: null,
    tariffId: null,
    status: null,
    isDirectDebit: false,
    orderedBy: null,
    customerLink: null,
  },
};

/** Who began it, and for which partner; what is said of it are figures of the moment, which the event tells. */
async function importFacts(ctx: Parameters<typeof readSubject>[0], id: string): Promise<SubjectFacts | null> {
  const run = await ctx.db.importRun.findUnique({ where: { id }, select: { partnerId: true, createdBy: true } });
  return run && { ...NOTHING, values: brandValues(ctx), partnerId: run.partnerId, orderedBy: run.createdBy };
}

const onlyOf = (kind: SubjectKind, values: SubjectFacts['values']): SubjectFacts['values'] => {
  const told = variablesOf(kind);
  return Object.fromEntries(Object.entries(values).filter(([path]) => told.has(path)));
};

async function contractFacts(ctx: Parameters<typeof readSubject>[0], id: string, language: string): Promise<SubjectFacts | null> {
  const contract = await ctx.db.contract.findUnique({ where: { id }, ...OF_CONTRACT_ROW });
  if (!contract) return null;
  const { order, customer, meteringPoint, tariff, offer, statusRow } = contract;
  const partner = contract.partnerId === null ? null : await ctx.db.partner.findUnique({ where: { id: contract.partnerId } });
  const day = (value: Date | null): PlainDate | null => value && fromDbDate(value);
  return {
    ...{ contractId: id, orderId: contract.orderId, customerId: contract.customerId, partnerId: contract.partnerId },
    ...{ tariffId: contract.tariffId, status: contract.status, orderedBy: order.createdBy, customerLink: orderLink(ctx, order.id) },
    isDirectDebit: contract.paymentMethod === 'direct-debit',
    values: {
      ...brandValues(ctx),
      ...(customer && customerValues(customer)),
      'contract.number': contract.number,
      'contract.status': labelOf(statusRow.labels, language) ?? contract.status,
      'contract.requestedStartOn': day(contract.requestedStartOn),
      'contract.confirmedStartOn': day(contract.confirmedStartOn),
      'contract.suppliedFrom': day(contract.suppliedFrom),
      'contract.endsOn': day(contract.endsOn),
      'contract.noticeBy': day(contract.noticeBy),
      'contract.minimumTermEndsOn': day(contract.minimumTermEndsOn),
      'contract.priceGuaranteeEndsOn': day(contract.priceGuaranteeEndsOn),
      'contract.withdrawalEndsOn': day(contract.withdrawalEndsOn),
      'contract.dueOn': day(contract.dueOn),
      'contract.finalBillDueOn': day(contract.finalBillDueOn),
      'contract.annualKwh': contract.annualKwh,
      'contract.commodity': tariff && ctx.texts(language, `commodity.${tariff.commodity}`),
      'contract.firstYear': offer?.firstYearCents ?? null,
      'order.number': order.number,
      'order.link': `${ctx.brand.url}/orders/${order.id}`,
      'meteringPoint.code': meteringPoint?.code ?? null,
      'meteringPoint.street': meteringPoint?.street ?? null,
      'meteringPoint.houseNumber': meteringPoint?.houseNumber ?? null,
      'meteringPoint.postcode': meteringPoint?.postcode ?? null,
      'meteringPoint.city': meteringPoint?.city ?? null,
      'tariff.name': tariff?.name ?? null,
      'tariff.code': tariff?.code ?? null,
      'partner.name': partner?.name ?? null,
    },
  };
}

function labelOf(labels: unknown, language: string): string | null {
  if (typeof labels !== 'object' || labels === null) return null;
  const known = new Map(Object.entries(labels).map(([code, label]) => [code, String(label)]));
  return known.get(language.slice(0, 2)) ?? known.get('en') ?? null;
}

const brandValues = ({ brand }: Pick<Ctx, 'brand'>): Record<string, Value> => ({ 'brand.name': brand.name, 'brand.url': brand.url });

interface CustomerRow {
  readonly number: string;
  readonly title: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string | null;
  readonly email: string;
}

const customerValues = ({ number, title, firstName, lastName, companyName, email }: CustomerRow): Record<string, Value> => ({
  'customer.number': number,
  'customer.name': companyName ?? [title, firstName, lastName].filter(Boolean).join(' '),
  'customer.title': title,
  'customer.firstName': firstName,
  'customer.lastName': lastName,
  'customer.companyName': companyName,
  'customer.email': email,
});

import { type ContractKind, Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';
import { mostlyIn } from '../places/place.sql.ts';

type Ids = { readonly id: string }[];

/** Locks the contracts of an order, in the order of their ids so that two requests cannot lock each other out. */
export const lockContractsOfOrder = ({ tx, scope }: TxCtx, orderId: string) =>
  tx.$queryRaw<Ids>(
    Prisma.sql`select c.id from contract c where c.order_id = ${orderId}::uuid and ${scope.sqlOfOrder('c')} order by c.id for update`,
  );

export const lockContract = ({ tx, scope }: TxCtx, contractId: string) =>
  tx.$queryRaw<Ids>(Prisma.sql`select c.id from contract c where c.id = ${contractId}::uuid and ${scope.sql('c')} for update`);

/** What decides when supply may start: commodity, state, and what the order's form says. */
export const startFacts = ({ tx, scope }: TxCtx, contractId: string, country: string) =>
  tx.$queryRaw<{ commodity: string | null; region: string | null; code: string | null; answers: unknown }[]>(Prisma.sql`
    select coalesce(t.commodity, m.commodity) as commodity, m.code, o.answers,
      ${mostlyIn(country, Prisma.sql`m.postcode`)} as region
    from contract c
    join "order" o on o.brand_id = c.brand_id and o.id = c.order_id
    left join metering_point m on m.brand_id = c.brand_id and m.id = c.metering_point_id
    left join tariff t on t.brand_id = c.brand_id and t.id = c.tariff_id
    where ${scope.sql('c')} and c.id = ${contractId}::uuid`);

/**
 * One contract at a time begins or goes on at a metering point. Released at the end of the transaction. Not as strong as for an
 * update of its key: orders for the point come in meanwhile, and the fence in the database keeps them apart.
 */
export const lockPoint = ({ tx, scope }: TxCtx, pointId: string) =>
  tx.$queryRaw<Ids>(
    Prisma.sql`select m.id from metering_point m where m.id = ${pointId}::uuid and m.brand_id = ${scope.viewer.brandId}::uuid for no key update`,
  );

/** For how long a contract holds its point, as the database's own `contract_supply` reads these columns. */
export interface Holding {
  readonly kind: ContractKind;
  readonly suppliedFrom: Date | null;
  readonly confirmedStartOn: Date | null;
  readonly requestedStartOn: Date | null;
  readonly endsOn: Date | null;
}

interface Holder {
  readonly number: string;
  readonly kind: ContractKind;
  /** First day on which both would supply the point. */
  readonly day: string;
}

/** Contracts of the brand that hold a point on a day on which this one would. */
export const otherHolders = (
  { tx, scope }: TxCtx,
  { id, pointId, would }: { readonly id: string; readonly pointId: string; readonly would: Holding },
) =>
  tx.$queryRaw<Holder[]>(Prisma.sql`
    select c.number, c.kind, lower(held.days * wished.days)::text as day
    from contract c
    cross join lateral (select contract_supply(c.kind, c.supplied_from, c.confirmed_start_on, c.requested_start_on, c.ends_on) as days) held
    cross join (select contract_supply(${would.kind}::"ContractKind", ${would.suppliedFrom}::date, ${would.confirmedStartOn}::date,
      ${would.requestedStartOn}::date, ${would.endsOn}::date) as days) wished
    where ${scope.sql('c')} and c.metering_point_id = ${pointId}::uuid and c.id <> ${id}::uuid and held.days && wished.days
    order by c.id limit 1`);

/** A page of contracts that something is due for, from an id on; they are locked and looked at again one by one. */
export interface DuePage {
  readonly after: string;
  readonly limit: number;
}

const DUE_COLUMNS = {
  confirmedStartOn: Prisma.raw('c.confirmed_start_on'),
  endsOn: Prisma.raw('c.ends_on'),
  dueOn: Prisma.raw('c.due_on'),
  noticeBy: Prisma.raw('c.notice_by'),
};
export type DueColumn = keyof typeof DUE_COLUMNS;

/** Contracts in one of these statuses with a day on or before `until`. */
export const dueContracts = (
  { tx, scope }: TxCtx,
  { statuses, column, until, page }: { statuses: readonly string[]; column: DueColumn; until: string; page: DuePage },
) =>
  tx.$queryRaw<Ids>(Prisma.sql`
    select c.id from contract c
    where ${scope.sql('c')} and c.status = any(${[...statuses]}) and ${DUE_COLUMNS[column]} <= ${until}::date and c.id > ${page.after}::uuid
    order by c.id limit ${page.limit}`);

/** Running contracts whose guarantee or term ends soon and was not announced. */
export const contractsToAnnounce = (
  { tx, scope }: TxCtx,
  {
    what,
    statuses,
    today,
    until,
    page,
  }: { what: 'guarantee' | 'term'; statuses: readonly string[]; today: string; until: string; page: DuePage },
) => {
  const day = what === 'guarantee' ? Prisma.raw('c.price_guarantee_ends_on') : Prisma.raw('c.notice_by');
  const told = what === 'guarantee' ? Prisma.raw('c.guarantee_announced_at') : Prisma.raw('c.term_announced_at');
  return tx.$queryRaw<Ids>(Prisma.sql`
    select c.id from contract c
    where ${scope.sql('c')} and c.status = any(${[...statuses]}) and ${day} between ${today}::date and ${until}::date and ${told} is null
      and c.id > ${page.after}::uuid
    order by c.id limit ${page.limit}`);
};

/** Contracts with a signed annex whose day has come. */
export const contractsWithDueAnnex = ({ tx, scope }: TxCtx, { today, page }: { today: string; page: DuePage }) =>
  tx.$queryRaw<Ids>(Prisma.sql`
    select distinct c.id from contract_annex a join contract c on c.brand_id = a.brand_id and c.id = a.contract_id
    where ${scope.sql('c')} and a.state = 'SIGNED' and a.applied_at is null and a.valid_from <= ${today}::date and c.id > ${page.after}::uuid
    order by c.id limit ${page.limit}`);

/** Contracts whose agreed tariff has begun, while the contract still names the one before. */
export const contractsWithNewTariff = ({ tx, scope }: TxCtx, { today, page }: { today: string; page: DuePage }) =>
  tx.$queryRaw<Ids>(Prisma.sql`
    select distinct c.id from contract_tariff s join contract c on c.brand_id = s.brand_id and c.id = s.contract_id
    where ${scope.sql('c')} and c.kind = 'SUPPLY' and s.reason in ('tariff-change', 'annex') and s.valid_from <= ${today}::date
      and (s.valid_to is null or s.valid_to > ${today}::date) and s.tariff_id is distinct from c.tariff_id and c.id > ${page.after}::uuid
    order by c.id limit ${page.limit}`);

/** One change of the brand's set at a time. Released at the end of the transaction. */
export const lockStatuses = ({ tx, scope }: TxCtx) =>
  tx.$queryRaw<Ids>(Prisma.sql`select s.code as id from contract_status s where s.brand_id = ${scope.viewer.brandId}::uuid for update`);
/** What a contract's status is called, as `statusLabel` finds it: in the reader's language, else in English, else its code. */
export const statusLabelSql = (alias: string, language: string): Prisma.Sql => {
  const contract = Prisma.raw(`"${alias}"`);
  return Prisma.sql`(select coalesce(s.labels ->> ${language}, s.labels ->> 'en', s.code) from contract_status s
    where s.brand_id = ${contract}.brand_id and s.code = ${contract}.status)`;
};

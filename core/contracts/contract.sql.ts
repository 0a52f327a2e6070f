import { Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';

type Ids = { readonly id: string }[];

/** Locks the contracts of an order, in the order of their ids so that two requests cannot lock each other out. */
export const lockContractsOfOrder = ({ tx, scope }: TxCtx, orderId: string) =>
  tx.$queryRaw<Ids>(
    Prisma.sql`select c.id from contract c where c.order_id = ${orderId}::uuid and ${scope.sql('c')} order by c.id for update`,
  );

export const lockContract = ({ tx, scope }: TxCtx, contractId: string) =>
  tx.$queryRaw<Ids>(Prisma.sql`select c.id from contract c where c.id = ${contractId}::uuid and ${scope.sql('c')} for update`);

/** Contracts whose day has come: confirmed ones that start, terminating ones that end. */
export const dueContracts = (
  { tx, scope }: TxCtx,
  { status, column, today, limit }: { status: string; column: 'confirmed_start_on' | 'ends_on'; today: string; limit: number },
) =>
  tx.$queryRaw<Ids>(Prisma.sql`
    select c.id from contract c
    where ${scope.sql('c')} and c.status = ${status} and ${Prisma.raw(`c.${column}`)} <= ${today}::date
    order by c.id limit ${limit} for update skip locked`);

/** One change of the brand's set at a time. Released at the end of the transaction. */
export const lockStatuses = ({ tx, scope }: TxCtx) =>
  tx.$queryRaw<Ids>(Prisma.sql`select s.code as id from contract_status s where s.brand_id = ${scope.viewer.brandId}::uuid for update`);
/** What a contract's status is called, as `statusLabel` finds it: in the reader's language, else in English, else its code. */
export const statusLabelSql = (alias: string, language: string): Prisma.Sql => {
  const contract = Prisma.raw(`"${alias}"`);
  return Prisma.sql`(select coalesce(s.labels ->> ${language}, s.labels ->> 'en', s.code) from contract_status s
    where s.brand_id = ${contract}.brand_id and s.code = ${contract}.status)`;
};

import { Prisma } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';

/** Locks a tariff: versions of one are published one after the other. */
export const lockTariff = ({ tx, scope }: TxCtx, tariffId: string) =>
  tx.$queryRaw<{ readonly id: string }[]>(
    Prisma.sql`select t.id from tariff t where t.id = ${tariffId}::uuid and ${scope.sql('t')} for update`,
  );

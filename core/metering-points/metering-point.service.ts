import type { Prisma } from '#prisma';
import { addressKey } from '../customers/customer.keys.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';

/** The place of supply as a seller or an import knows it. Decimals are texts. */
export interface MeteringPointFacts {
  /** Normalised and checked, see metering-point-code.ts. */
  readonly code: string;
  readonly commodity: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  readonly meteringLocation?: string | null;
  readonly meterNumber?: string | null;
  readonly gridArea?: string | null;
  readonly profile?: string | null;
  readonly capacityKw?: string | null;
  readonly addressRegisterId?: string | null;
  readonly latitude?: string | null;
  readonly longitude?: string | null;
}

/**
 * The place of supply: known by its code within the brand, whoever ordered there before. What is known of it stays as it is;
 * changing it is `changeMeteringPoint`. Gives back its id.
 */
export async function saveMeteringPoint(ctx: TxCtx, facts: MeteringPointFacts): Promise<string> {
  const { tx } = asBrand(ctx);
  await tx.meteringPoint.createMany({
    data: [{ ...facts, addressKey: addressKey(facts), createdAt: ctx.clock.now() } satisfies Prisma.MeteringPointCreateManyInput],
    skipDuplicates: true,
  });
  const { id } = await tx.meteringPoint.findFirstOrThrow({ where: { code: facts.code }, select: { id: true } });
  return id;
}

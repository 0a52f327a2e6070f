import type { Prisma } from '#prisma';
import { coreModule } from '../core.module.ts';
import { firstSchedules, firstStatuses, firstTransitions } from './brand.rows.ts';

export interface NewBrand {
  readonly tenantId: string;
  /** Short name, unique within the tenant. */
  readonly code: string;
  readonly name: string;
  /** Lower case, without port. */
  readonly hosts: readonly string[];
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly theme: Prisma.InputJsonObject;
}

/**
 * A brand that can sell at once: host names, the default statuses, core's recurring jobs. Unscoped: it makes what the scope needs,
 * where there is no brand yet; from one brand another is opened with `openBrand`.
 */
export async function createBrand(tx: Prisma.TransactionClient, { hosts, ...facts }: NewBrand, now: Date = new Date()): Promise<string> {
  const { id: brandId, tenantId } = await tx.brand.create({ data: facts });
  const ofBrand = <Row>(rows: readonly Row[]) => rows.map((row) => ({ ...row, brandId }));
  await tx.brandHost.createMany({ data: hosts.map((host) => ({ host, tenantId, brandOf: brandId })) });
  await tx.contractStatus.createMany({ data: ofBrand(firstStatuses()) });
  await tx.contractTransition.createMany({ data: ofBrand(firstTransitions()) });
  await tx.jobSchedule.createMany({ data: ofBrand(firstSchedules(coreModule.jobs ?? [], facts.timeZone, now)) });
  return brandId;
}

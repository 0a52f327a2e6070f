import type { Prisma } from '#prisma';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from '../contracts/contract.defaults.ts';
import { coreModule } from '../core.module.ts';
import { nextRun } from '../kernel/schedules.ts';

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

/** A brand that can sell at once: host names, the default statuses, core's recurring jobs. Unscoped: it makes what the scope needs. */
export async function createBrand(tx: Prisma.TransactionClient, { hosts, ...facts }: NewBrand, now: Date = new Date()): Promise<string> {
  const { id: brandId, tenantId } = await tx.brand.create({ data: facts });
  await tx.brandHost.createMany({ data: hosts.map((host) => ({ host, tenantId, brandOf: brandId })) });
  await tx.contractStatus.createMany({
    data: DEFAULT_STATUSES.map(({ en, de, ...status }, position) => ({ ...status, brandId, position, isCore: true, labels: { en, de } })),
  });
  await tx.contractTransition.createMany({
    data: DEFAULT_TRANSITIONS.map(({ en, de, from, by, guards, reasons, ...way }, position) => ({
      ...way,
      brandId,
      position,
      isCore: true,
      from: [...from],
      by: [...by],
      guards: [...guards],
      reasons: reasons.map(({ code, labels }) => ({ code, labels })),
      labels: { en, de },
    })),
  });
  const recurring = (coreModule.jobs ?? []).flatMap(({ name, schedule }) => (schedule ? [{ name, schedule }] : []));
  await tx.jobSchedule.createMany({
    data: recurring.map(({ name, schedule }) => ({ brandId, name, cron: schedule, nextAt: nextRun(schedule, facts.timeZone, now) })),
  });
  return brandId;
}

import { z } from 'zod';
import type { Tariff } from '#prisma';
import { audit } from '../access/audit.ts';
import { fromDbDate, laterOf, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { tariffSaleEnded } from './tariff.points.ts';
import { lockTariff } from './tariff.sql.ts';

const day = z.iso.date('DATE_INVALID');

const tariffForm = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, 'TARIFF_CODE_INVALID'),
  name: z.string().trim().min(1, 'REQUIRED').max(200, 'TOO_LONG'),
  description: z.string().trim().max(2_000, 'TOO_LONG').nullish(),
  commodity: z.string(),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  isGreen: z.boolean().default(false),
  saleFrom: day,
  saleTo: day.nullish(),
});

export type TariffForm = z.input<typeof tariffForm>;

/** A new product without a price. Returns its id. Errors: TARIFF_INVALID with every problem at once, TARIFF_EXISTS. */
export async function createTariff(ctx: TxCtx, given: TariffForm): Promise<string> {
  const parsed = tariffForm.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...(ctx.activation.commodities.has(given.commodity) ? [] : [commodityProblem(given.commodity)]),
    ...(given.saleTo && given.saleTo <= given.saleFrom ? [{ field: 'saleTo', code: 'NOT_AFTER_SALE_FROM', values: {} }] : []),
  ];
  if (!parsed.success || problems.length > 0) throw invalid('TARIFF_INVALID', problems);

  const { tx } = asBrand(ctx);
  const { code, saleFrom, saleTo, description, ...facts } = parsed.data;
  if (await tx.tariff.findFirst({ where: { code }, select: { id: true } }))
    throw new DomainError('TARIFF_EXISTS', `code: there is a tariff ${code} already; choose another code`, { field: 'code', tariff: code });
  const { id } = await tx.tariff.create({
    data: {
      ...facts,
      code,
      description: description ?? null,
      saleFrom: toDbDate(saleFrom),
      saleTo: saleTo ? toDbDate(saleTo) : null,
    },
    select: { id: true },
  });
  await audit(ctx, { action: 'tariff.created', subject: id, after: { code } });
  return id;
}

/** What a brand does not sell: because nobody does, or because the plugin that brings it is off. */
export const commodityProblem = (commodity: string): Problem => ({
  field: 'commodity',
  code: 'COMMODITY_NOT_SOLD',
  values: { commodity },
});

/** Sets the first day on which a tariff is no longer sold; contracts keep it. Errors: TARIFF_NOT_FOUND, TARIFF_INVALID. */
export async function endTariffSale(ctx: TxCtx, { tariffId, on }: { tariffId: string; on: PlainDate }): Promise<void> {
  const tariff = await lockedTariff(ctx, tariffId);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const from = fromDbDate(tariff.saleFrom);
  const earliest = laterOf(from, today);
  if (on < earliest) throw invalid('TARIFF_INVALID', [{ field: 'on', code: 'VALID_FROM_TOO_EARLY', values: { earliest } }]);
  await asBrand(ctx).tx.tariff.update({ where: { id: tariffId }, data: { saleTo: toDbDate(on) } });
  const before = { saleTo: tariff.saleTo && fromDbDate(tariff.saleTo) };
  await audit(ctx, { action: 'tariff.sale-ended', subject: tariffId, before, after: { saleTo: on } });
  await emit(ctx, tariffSaleEnded, { tariffId });
}

/** The tariff, with everybody else who changes it waiting. Throws TARIFF_NOT_FOUND. */
export async function lockedTariff(ctx: TxCtx, tariffId: string): Promise<Tariff> {
  const brandCtx = asBrand(ctx);
  const [locked] = await lockTariff(brandCtx, tariffId);
  const tariff = locked && (await brandCtx.tx.tariff.findUnique({ where: { id: tariffId } }));
  if (!tariff) throw new DomainError('TARIFF_NOT_FOUND', `tariffId: there is no tariff ${tariffId}`, { field: 'tariffId', tariffId });
  return tariff;
}

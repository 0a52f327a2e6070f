import type { Copied, CopyRequest, TxCtx } from '#core';
import { Conditions } from './conditions.ts';

type Problem = Copied['open'][number];

/**
 * Takes rules along. One whose template was not chosen, and that the new brand does not have, stays behind; one that names partners
 * or tariffs that are not there, by their codes, is there and off: it would tell people of other contracts than it was meant for.
 */
export async function copyRules({ from, to, items }: CopyRequest): Promise<Copied> {
  const rules = await from.tx.notificationsRule.findMany({ where: { id: { in: [...items] } }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
  const open: Problem[] = [];
  let count = 0;
  for (const { id: _id, brandId: _brandId, createdAt: _at, updatedAt: _changed, remindedTo: _reminded, conditions, ...rule } of rules) {
    const templateId = await templateThere({ from, to }, rule.templateId);
    if (templateId === null) {
      open.push(about('NOTIFICATIONS_RULE_WITHOUT_TEMPLATE', rule.name));
      continue;
    }
    const there = await conditionsThere({ from, to }, Conditions.parse(conditions));
    if (there === null) open.push(about('NOTIFICATIONS_RULE_IS_OFF', rule.name));
    await to.tx.notificationsRule.create({
      data: {
        ...{ ...rule, templateId, createdBy: to.viewer.name },
        ...(there === null ? { conditions: {}, isActive: false } : { conditions: there }),
      },
      select: { id: true },
    });
    count += 1;
  }
  return { count, open };
}

const about = (code: string, rule: string): Problem => ({ field: 'notifications.rules', code, values: { rule } });

type Brands = Pick<CopyRequest, 'from' | 'to'>;

/** The template of the same short name about the same. */
async function templateThere({ from, to }: Brands, id: string): Promise<string | null> {
  const { code, subjectKind } = await from.tx.notificationsTemplate.findUniqueOrThrow({ where: { id } });
  return (await to.tx.notificationsTemplate.findFirst({ where: { code, subjectKind }, select: { id: true } }))?.id ?? null;
}

/** The same conditions with what the new brand has; null = something of them is not there. */
async function conditionsThere(brands: Brands, { partnerIds, tariffIds, ...rest }: Conditions): Promise<Conditions | null> {
  const tariffs = await tariffsThere(brands, tariffIds);
  const partners = await partnersThere(brands.to, partnerIds);
  return tariffs === null || partners === null ? null : { ...rest, tariffIds: tariffs, partnerIds: partners };
}

async function tariffsThere({ from, to }: Brands, ids: readonly string[]): Promise<string[] | null> {
  if (ids.length === 0) return [];
  const before = await from.tx.tariff.findMany({ where: { id: { in: [...ids] } }, select: { code: true } });
  const there = await to.tx.tariff.findMany({ where: { code: { in: before.map(({ code }) => code) } }, select: { id: true } });
  return there.length < ids.length ? null : there.map(({ id }) => id);
}

/** Partners are the tenant's: the new brand has those who sell it. */
async function partnersThere({ tx, brand }: TxCtx, ids: readonly string[]): Promise<string[] | null> {
  const there = await tx.partnerBrand.count({ where: { sells: brand.id, sellerId: { in: [...ids] } } });
  return there < ids.length ? null : [...ids];
}

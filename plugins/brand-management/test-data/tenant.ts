import { randomUUID } from 'node:crypto';
import type { Ctx } from '#core';
import type { TestApp } from '#core/testing';

type Role = 'TENANT_ADMIN' | 'BACK_OFFICE' | 'PARTNER';

/** Somebody of brand a, and who they are when they ask. */
export async function person(app: TestApp, role: Role, { worksFor = null }: { worksFor?: string | null } = {}): Promise<Ctx> {
  const tenantId = app.tenant.id;
  const email = `${randomUUID()}@sample.example`;
  const user = await app.root.user.create({ data: { tenantId, email, name: `Sample ${role.toLowerCase()}` } });
  await app.root.membership.create({ data: { tenantId, userId: user.id, memberOf: app.brands.a, role, worksFor } });
  return app.as('a', { id: user.id, name: user.name });
}

/** A form that can be opened; different each time. */
export function newBrand(change: object = {}) {
  const code = `c-${randomUUID().slice(0, 8)}`;
  return {
    ...{ code, name: `Brand ${code}`, hosts: [`${code}.localhost`], country: 'AT', language: 'en' },
    ...{ currency: 'EUR', timeZone: 'Europe/Vienna', accent: '#2b8a3e', ...change },
  };
}

export const OPENING = `problems { field code message remedy } copied { name count } open { field code message }`;
const ARGS = '$brand: BrandManagementNewBrand!, $from: ID, $parts: [BrandManagementChosenPart!]!';

/** Opens a brand, or tries to, as somebody. */
export const asking =
  (app: TestApp, ctx: () => Ctx) =>
  (
    step: 'tryNewBrand' | 'openBrand',
    { brand, from = null, parts = [] }: { brand: object; from?: string | null; parts?: readonly object[] },
  ) =>
    app.gql(
      `mutation (${ARGS}) { ${step}(brand: $brand, from: $from, parts: $parts) { brandId url ${OPENING} } }`,
      { brand, from, parts },
      ctx(),
    );

/** Everything that a brand has, as one chooses it. */
export async function allParts(app: TestApp, ctx: Ctx, from: string) {
  const { data } = await app.gql(
    'query ($from: ID!) { brandCopyParts(from: $from) { pluginId code items { value label } } }',
    { from },
    ctx,
  );
  type Part = { readonly pluginId: string; readonly code: string; readonly items: readonly { readonly value: string }[] | null };
  const parts: readonly Part[] = data.brandCopyParts;
  return parts.map(({ pluginId, code, items }) => ({ pluginId, code, items: (items ?? []).map(({ value }) => value) }));
}

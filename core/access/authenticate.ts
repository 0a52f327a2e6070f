import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { permissionsIn, refuseArchived } from './archived.ts';
import { findApiKey } from './find-api-key.ts';
import { guestName, visitOf } from './guests.ts';
import { belongingIn, rowsOfRole } from './members.ts';
import { orderOfLink } from './order-links.ts';
import { CUSTOMER_PERMISSIONS, GUEST_PERMISSIONS, permissionsOf, permissionsOfKey } from './permissions.ts';
import { membershipsOfSession } from './sessions.ts';
import type { RowLimit, Viewer } from './viewer.ts';

export interface Credentials {
  /** The session cookie's value. */
  readonly cookieToken: string | null;
  /** The Authorization header. "Bearer" is an API key, "Link" a customer's link to an order, "Guest" a visit without an account; a proxy may have schemes of its own. */
  readonly authorization: string | null;
  /** The brand of the host name; null = the host is no brand's. */
  readonly brandId: string | null;
  readonly ip: string;
}

/**
 * Who asks? null = a stranger, also with a cookie that is not good any more or without access to this brand: clear it then.
 * Errors for API keys: UNAUTHENTICATED, BRAND_MISMATCH, IP_NOT_ALLOWED, RATE_LIMITED; for links: LINK_INVALID; for guests:
 * GUEST_OVER, SELF_SERVICE_OFF; for all three of an archived brand: BRAND_ARCHIVED.
 */
export async function authenticate(kernel: Kernel, { cookieToken, authorization, brandId, ip }: Credentials): Promise<Viewer | null> {
  const [, keyText] = /^Bearer +(\S*) *$/i.exec(authorization ?? '') ?? [];
  if (keyText !== undefined) return viewerOfKey(kernel, keyText, { brandId, ip });
  const [, link] = /^Link +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (link !== undefined && brandId !== null) return viewerOfLink(kernel, link, brandId);
  const [, visit] = /^Guest +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (visit !== undefined && brandId !== null) return viewerOfGuest(kernel, visit, brandId);
  return cookieToken !== null && brandId !== null ? viewerOfSession(kernel, cookieToken, brandId) : null;
}

async function viewerOfSession(kernel: Kernel, token: string, brandId: string): Promise<Viewer | null> {
  const brand = await kernel.brands.facts(brandId);
  const { tenantId } = brand;
  const memberships = await membershipsOfSession(kernel.root, { token, tenantId, now: kernel.wallClock.now() });
  const belonging = belongingIn(memberships, brand);
  if (!belonging) return null;
  return {
    kind: 'user',
    id: belonging.userId,
    name: belonging.name,
    tenantId,
    brandId,
    rows: await rowsOfRole(belonging, {
      subtree: (partnerId) => kernel.brands.subtree({ tenantId, partnerId }),
      cases: () => casesOf(kernel, { brandId, userId: belonging.userId }),
    }),
    partnerId: belonging.role === 'PARTNER' ? belonging.worksFor : null,
    permissions: permissionsIn(brand, permissionsOf(belonging.role, pluginPermissions(kernel))),
    scopes: null,
    language: belonging.language,
  };
}

/** The customer of one order, and nothing else of the brand. */
async function viewerOfLink(kernel: Kernel, token: string, brandId: string): Promise<Viewer> {
  const brand = await kernel.brands.facts(brandId);
  refuseArchived(brand);
  const { tenantId, language } = brand;
  const orderId = orderOfLink(token, { brandId, vault: kernel.vault, now: kernel.wallClock.now() });
  return {
    kind: 'customer',
    id: orderId,
    name: 'customer',
    tenantId,
    brandId,
    rows: { kind: 'orders', ids: [orderId] },
    partnerId: null,
    permissions: CUSTOMER_PERMISSIONS,
    scopes: null,
    language,
  };
}

/** Somebody who orders for themselves: sees the brand's prices and what they asked and ordered in this visit. */
async function viewerOfGuest(kernel: Kernel, token: string, brandId: string): Promise<Viewer> {
  const brand = await kernel.brands.facts(brandId);
  const visit = visitOf(token, { brand, vault: kernel.vault, now: kernel.wallClock.now() });
  const name = guestName(visit);
  return {
    kind: 'guest',
    id: visit,
    name,
    tenantId: brand.tenantId,
    brandId,
    rows: { kind: 'guest', name },
    partnerId: null,
    permissions: GUEST_PERMISSIONS,
    scopes: null,
    language: brand.language,
  };
}

async function viewerOfKey(kernel: Kernel, text: string, { brandId, ip }: { brandId: string | null; ip: string }): Promise<Viewer> {
  const key = await findApiKey(kernel, text, ip);
  if (brandId !== null && brandId !== key.brandId) {
    throw new DomainError('BRAND_MISMATCH', 'This API key belongs to another brand than this address; use the address of its brand');
  }
  const brand = await kernel.brands.facts(key.brandId);
  refuseArchived(brand);
  const { tenantId, language } = brand;
  const { partnerId } = key;
  return {
    kind: 'api-key',
    id: key.id,
    name: `API key ${key.prefix} (${key.name})`,
    tenantId,
    brandId: key.brandId,
    rows: partnerId === null ? { kind: 'all' } : await rowsOfPartner(kernel, tenantId, partnerId),
    partnerId,
    permissions: permissionsOfKey(partnerId !== null, pluginPermissions(kernel)),
    scopes: key.scopes,
    language,
  };
}

async function casesOf({ root }: Kernel, where: { readonly brandId: string; readonly userId: string }): Promise<string[]> {
  const cases = await root.caseAssignment.findMany({ where, select: { orderId: true } });
  return cases.map(({ orderId }) => orderId);
}

const rowsOfPartner = async ({ brands }: Kernel, tenantId: string, partnerId: string): Promise<RowLimit> => ({
  kind: 'partners',
  ids: await brands.subtree({ tenantId, partnerId }),
});

const pluginPermissions = ({ registry }: Kernel): string[] =>
  registry.installed.flatMap(({ permissions = {} }) => Object.keys(permissions));

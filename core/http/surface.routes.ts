import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { imprintOf } from '../brands/imprint.ts';
import { legalVersionsNow } from '../brands/legal-text.service.ts';
import { textsIn } from '../brands/legal-text.ts';
import { readLogo } from '../brands/logo.ts';
import { accentOf } from '../brands/look.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';
import { LANGUAGES } from '../locales/index.ts';
import { commoditiesOnSale } from '../tariffs/price-list.ts';
import { brandScript, type PageBrand, type PageFacts } from './brand.script.ts';
import { embedScript } from './embed.script.ts';

/** Scripts, styles, fonts and answers come from this very host; nothing stands in the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'", // documents and mails are looked at in a frame, under a policy of their own
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');
const policyFor = (hosts: readonly string[]): string => `${POLICY}; frame-ancestors 'self'${hosts.map((host) => ` ${host}`).join('')}`;

/**
 * The surfaces in the browser, built by `npm run build` into `folder`: `/` back-office, `/order` order flow, `/my` customers'
 * pages. Every address that nothing else answers is a page of the back-office, for those who ask for one.
 */
export const surfaceRoutes =
  (kernel: Kernel, folder: string): FastifyPluginAsync =>
  async (app) => {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      immutable: true, // a name holds the hash of the content
      maxAge: '365d',
      decorateReply: true,
    });

    app.get('/brand.js', async ({ brandId }, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .type('text/javascript; charset=utf-8')
        .send(
          brandScript({
            brand: brandId === null ? null : await pageBrand(kernel, brandId),
            languages: LANGUAGES,
            aheadMs: kernel.isDemo ? kernel.clock.now().getTime() - kernel.wallClock.now().getTime() : 0,
            plugins: brandId === null ? [] : await webPlugins(kernel, brandId),
            elsewhere: brandId === null && kernel.isDemo ? await sellingBrands(kernel) : [],
          }),
        ),
    );

    app.get('/embed.js', async ({ brandId }, reply) => {
      const brand = brandId === null ? null : await kernel.brands.facts(brandId);
      return reply
        .header('cache-control', 'public, max-age=300')
        .header('cross-origin-resource-policy', 'cross-origin') // it is for other sites' pages
        .type('text/javascript; charset=utf-8')
        .send(embedScript({ brand: brand?.code ?? null, name: brand?.name ?? '', languages: LANGUAGES }));
    });

    // Browsers go by the media type, whatever the name ends with: tabs show the brand's own logo.
    app.get('/icon.svg', async ({ brandId }, reply) => {
      const logo = brandId === null ? null : await readLogo(await systemContext(kernel, brandId));
      if (!logo) return reply.sendFile('icon.svg', folder, { immutable: false, maxAge: '1h' });
      return reply.header('cache-control', 'public, max-age=3600').type('image/png').send(Buffer.from(logo.bytes));
    });

    app.get('/*', async (request, reply) => {
      const isPage = request.headers.accept?.includes('text/html') ?? false;
      if (!isPage) throw new DomainError('NOT_FOUND', 'There is nothing at this address');
      const page = pageOf(request.url.split('?')[0] ?? '/');
      const hosts = page === 'order.html' ? await embeddingHosts(kernel, request.brandId) : [];
      if (hosts.length > 0) reply.removeHeader('x-frame-options'); // it knows no hosts; the policy says who may
      return reply.header('content-security-policy', policyFor(hosts)).sendFile(page, folder, { immutable: false, maxAge: 0 });
    });
  };

async function sellingBrands({ brands }: Kernel): Promise<PageFacts['elsewhere']> {
  const reached = await brands.reached(null);
  return reached.filter(({ archivedAt }) => archivedAt === null).map(({ id, name, url }) => ({ id, name, url }));
}

/** Only where customers order for themselves: in a frame nobody is signed in. */
async function embeddingHosts({ brands }: Kernel, brandId: string | null): Promise<readonly string[]> {
  if (brandId === null) return [];
  const { isSelfService, embeddingHosts, archivedAt } = await brands.facts(brandId);
  return isSelfService && archivedAt === null ? embeddingHosts : [];
}

const pageOf = (path: string): string =>
  /^\/order(\/|$)/.test(path) ? 'order.html' : /^\/my(\/|$)/.test(path) ? 'my.html' : 'office.html';

/** Where the logo is; another image has another address. */
const Logo = z
  .object({ logo: z.string() })
  .transform(({ logo }) => `/logo?v=${logo.slice(0, 12)}`)
  .nullable()
  .catch(null);

async function webPlugins({ brands, registry }: Kernel, brandId: string): Promise<string[]> {
  const activation = await brands.activation(brandId);
  return registry.installed.filter(({ id, web }) => web !== undefined && activation.isActive(id)).map(({ id }) => id);
}

async function pageBrand(kernel: Kernel, brandId: string): Promise<PageBrand> {
  const ctx = await systemContext(kernel, brandId);
  const { db, brand } = ctx;
  const { theme, imprint, tenant } = await db.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { theme: true, imprint: true, tenant: { select: { name: true } } },
  });
  const { code, name, country, language, currency, timeZone, isSelfService } = brand;
  const { phone, email } = imprintOf(imprint);
  return {
    ...{ code, name, tenant: tenant.name, country, language, currency, timeZone, accent: accentOf(theme) },
    logo: Logo.parse(theme),
    ...{ isSelfService, contact: { phone, email }, commodities: await commoditiesOnSale(ctx) },
    legal: textsIn(await legalVersionsNow(ctx), []).map(({ kind }) => kind),
    isArchived: brand.archivedAt !== null,
  };
}

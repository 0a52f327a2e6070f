import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';
import { brandScript, type PageBrand } from './brand.script.ts';

/** Languages in which the surfaces are complete. */
const LANGUAGES = ['en', 'de'];
/** Scripts, styles, fonts and answers come from this very host; nothing stands in the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

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
            elsewhere: brandId === null && kernel.isDemo ? await kernel.brands.reached(null) : [],
          }),
        ),
    );

    app.get('/icon.svg', async (_request, reply) => reply.sendFile('icon.svg', folder, { immutable: false, maxAge: '1d' }));

    app.get('/*', async (request, reply) => {
      const isPage = request.headers.accept?.includes('text/html') ?? false;
      if (!isPage) throw new DomainError('NOT_FOUND', 'There is nothing at this address');
      return sendPage(reply, folder, pageOf(request.url.split('?')[0] ?? '/'));
    });
  };

const pageOf = (path: string): string =>
  /^\/order(\/|$)/.test(path) ? 'order.html' : /^\/my(\/|$)/.test(path) ? 'my.html' : 'office.html';

const sendPage = (reply: FastifyReply, folder: string, page: string): FastifyReply =>
  reply.header('content-security-policy', POLICY).sendFile(page, folder, { immutable: false, maxAge: 0 });

/** A colour that is none, or none at all, gives way to the product's own. */
const Theme = z.object({ accent: z.string().regex(/^#[0-9a-f]{6}$/i) }).catch({ accent: '#0b6b8a' });

async function pageBrand(kernel: Kernel, brandId: string): Promise<PageBrand> {
  const { db, brand } = await systemContext(kernel, brandId);
  const { theme, tenant } = await db.brand.findUniqueOrThrow({
    where: { id: brandId },
    select: { theme: true, tenant: { select: { name: true } } },
  });
  const { code, name, country, language, currency, timeZone } = brand;
  return { code, name, tenant: tenant.name, country, language, currency, timeZone, accent: Theme.parse(theme).accent };
}

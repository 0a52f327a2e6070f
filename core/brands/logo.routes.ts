import type { FastifyPluginAsync } from 'fastify';
import type { Owners } from '../graphql/plugin-builder.ts';
import { admitted } from '../http/request-context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';
import { MAX_LOGO_BYTES, readLogo, saveLogo } from './logo.ts';

/** GET and POST /logo: the logo of the brand of the host; anybody may see it, who may write the brand replaces it. */
export const logoRoutes =
  (kernel: Kernel, owners: Owners): FastifyPluginAsync =>
  async (app) => {
    app.addContentTypeParser(/^image\//, { parseAs: 'buffer', bodyLimit: MAX_LOGO_BYTES }, (_request, body, done) => done(null, body));

    app.get('/', async ({ brandId }, reply) => {
      const logo = brandId === null ? null : await readLogo(await systemContext(kernel, brandId));
      if (!logo) throw new DomainError('NOT_FOUND', 'This brand has no logo');
      return reply
        .header('cache-control', 'public, max-age=3600')
        .header('etag', `"${logo.sha256}"`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type('image/png')
        .send(Buffer.from(logo.bytes));
    });

    app.post('/', async (request, reply) => {
      const ctx = await admitted(kernel, { request, reply }, { owners, permission: 'brand.write', writes: 'uploadLogo' });
      const { body } = request;
      if (!(body instanceof Uint8Array) || body.byteLength === 0)
        throw new DomainError('LOGO_TYPE_NOT_ALLOWED', 'file: send a PNG, JPEG or WebP image as the body, with its media type', {});
      await saveLogo(ctx, body);
      return reply.status(204).send();
    });
  };

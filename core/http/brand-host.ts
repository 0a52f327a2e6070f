import type { FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Kernel } from '../kernel/kernel.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The brand of the host name; null when the host is no brand's. */
    brandId: string | null;
  }
}

/** Finds the brand that a request is for, by its host name, before any route looks at it. */
export const brandHost = ({ brands }: Pick<Kernel, 'brands'>) =>
  plugin(
    async (app) => {
      app.decorateRequest('brandId', null);
      app.addHook('onRequest', async (request) => {
        request.brandId = await brands.byHost(hostOf(request));
      });
    },
    { name: 'brand-host', fastify: '5.x' },
  );

/** Without port, in lower case, without the dot that an absolute name may end with. */
const hostOf = ({ hostname }: FastifyRequest): string => hostname.toLowerCase().replace(/\.$/, '');

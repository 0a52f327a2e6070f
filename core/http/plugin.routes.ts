import type { FastifyPluginAsync } from 'fastify';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';

/** Routes of plugins, each under its own id and only where it is on: elsewhere they do not exist. */
export const pluginRoutes =
  (kernel: Kernel): FastifyPluginAsync =>
  async (app) => {
    for (const { id, routes } of kernel.registry.installed) {
      if (!routes) continue;
      await app.register(
        async (inner) => {
          inner.addHook('onRequest', async ({ brandId }, reply) => {
            const isActive = brandId !== null && (await kernel.brands.activation(brandId)).isActive(id);
            if (!isActive) await reply.status(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address' } });
          });
          await routes(inner, ({ brandId }) => contextFor(kernel, { id, brandId }));
        },
        { prefix: `/${id}` },
      );
    }
  };

function contextFor(kernel: Kernel, { id, brandId }: { id: string; brandId: string | null }): Promise<Ctx> {
  if (brandId === null) throw new DomainError('BRAND_NOT_FOUND', 'This host name belongs to no brand');
  return systemContext(kernel, brandId, { name: id });
}

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
            const isActive = brandId !== null && (await isOn(kernel, { id, brandId }));
            if (!isActive) await reply.status(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address' } });
          });
          await routes(inner, ({ brandId }) => contextFor(kernel, { id, brandId }));
        },
        { prefix: `/${id}` },
      );
    }
  };

/** Of an archived brand nothing is there any more. */
async function isOn({ brands }: Kernel, { id, brandId }: { readonly id: string; readonly brandId: string }): Promise<boolean> {
  const [{ archivedAt }, activation] = await Promise.all([brands.facts(brandId), brands.activation(brandId)]);
  return archivedAt === null && activation.isActive(id);
}

function contextFor(kernel: Kernel, { id, brandId }: { id: string; brandId: string | null }): Promise<Ctx> {
  if (brandId === null) throw new DomainError('BRAND_NOT_FOUND', 'This host name belongs to no brand');
  return systemContext(kernel, brandId, { name: id });
}

import type { FastifyPluginAsync } from 'fastify';
import type { Kernel } from '../kernel/kernel.ts';
import { serveMetrics } from '../kernel/metrics.ts';

/** For those who run the installation: is it alive, can it work, how fast is it. */
export const healthRoutes =
  ({ root, log }: Kernel): FastifyPluginAsync =>
  async (app) => {
    app.get('/health/live', async () => ({ status: 'ok' }));
    app.get('/health/ready', async (_request, reply) => {
      try {
        await root.brand.findFirst({ select: { id: true } });
        return { status: 'ok' };
      } catch (err) {
        log.error({ err }, 'not ready');
        return reply.status(503).send({ status: 'the database does not answer' });
      }
    });
    app.get('/metrics', (request, reply) => {
      reply.hijack();
      serveMetrics(request.raw, reply.raw);
    });
  };

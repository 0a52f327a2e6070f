import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { isSameHash, sha256 } from '../access/tokens.ts';
import { isReady, type Kernel } from '../kernel/kernel.ts';
import { serveMetrics } from '../kernel/metrics.ts';

/** For those who run the installation: is it alive, can it work, how fast is it. */
export const healthRoutes =
  (kernel: Kernel, metricsToken: string | null): FastifyPluginAsync =>
  async (app) => {
    app.get('/health/live', async () => ({ status: 'ok' }));
    app.get('/health/ready', async (_request, reply) => {
      if (await isReady(kernel)) return { status: 'ok' };
      return reply.status(503).send({ status: 'the database does not answer' });
    });
    app.get('/metrics', (request, reply) => {
      if (!mayScrape(request, metricsToken)) {
        return reply
          .status(403)
          .send({ error: { code: 'FORBIDDEN', message: 'Set METRICS_TOKEN and send it as "Authorization: Bearer …"' } });
      }
      reply.hijack();
      serveMetrics(request.raw, reply.raw);
    });
  };

/** Figures tell how much a brand sells: with the token, or without one from this machine itself and not through a proxy. */
function mayScrape({ ip, headers }: FastifyRequest, token: string | null): boolean {
  if (token !== null) return isSameHash(sha256(headers.authorization ?? ''), sha256(`Bearer ${token}`));
  return LOOPBACK.has(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

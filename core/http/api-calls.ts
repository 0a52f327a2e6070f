import plugin from 'fastify-plugin';
import type { ApiKey } from '#prisma';
import { refusedKey } from '../access/find-api-key.ts';
import { type ApiCall, createRequestLog } from '../access/request-log.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is noted of a request that an API key sent; null when a person sent it, or nobody knows who. */
    apiCall: ApiCall | null;
  }
}

export const callOf = ({ id, brandId }: Pick<ApiKey, 'id' | 'brandId'>): ApiCall => ({ keyId: id, brandId, operation: null, code: null });

/** Writes down what API keys ask for and how it ends, refusals too. */
export const apiCalls = (kernel: Pick<Kernel, 'root' | 'wallClock' | 'log'>) =>
  plugin(
    async (app) => {
      const log = createRequestLog(kernel);
      app.decorateRequest('apiCall', null);
      app.addHook('onError', async (request, _reply, error: unknown) => {
        const key = refusedKey(error);
        const call = request.apiCall ?? (key && callOf(key));
        if (!call) return;
        request.apiCall = call;
        call.code = error instanceof DomainError ? error.code : 'INTERNAL';
      });
      app.addHook('onResponse', async (request, reply) => {
        if (!request.apiCall) return;
        const { operation, ...call } = request.apiCall;
        const { method, ip } = request;
        const { statusCode: status, elapsedTime } = reply;
        const asked = operation ?? `${method} ${request.routeOptions.url ?? 'unknown'}`;
        log.note({ ...call, operation: asked, status, ip, ms: Math.round(elapsedTime) });
      });
      app.addHook('onClose', () => log.flush());
    },
    { name: 'api-calls', fastify: '5.x' },
  );

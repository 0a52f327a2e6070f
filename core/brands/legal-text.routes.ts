import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { languageAsked } from '../http/callers-words.ts';
import { fromDbDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';
import { legalTextsNow } from './legal-text.service.ts';
import { LEGAL_KINDS, partsOf, textsIn } from './legal-text.ts';

const Asked = z.object({ kind: z.string().toUpperCase().pipe(z.enum(LEGAL_KINDS)) });

/** GET /legal/:kind ("/legal/terms"): what is in force for the brand of the host, in the language that is asked for; anybody may read it. */
export const legalTextRoutes =
  (kernel: Kernel): FastifyPluginAsync =>
  async (app) => {
    app.get('/:kind', async (request, reply) => {
      const { brandId } = request;
      const asked = Asked.safeParse(request.params);
      const ctx = brandId === null ? null : await systemContext(kernel, brandId);
      const [found] =
        ctx && asked.success ? textsIn(await legalTextsNow(ctx, asked.data.kind), [languageAsked(request), ctx.brand.language]) : [];
      if (!found) throw new DomainError('NOT_FOUND', 'kind: this brand has no such text in force');
      const { kind, language, title, version, validFrom, text } = found;
      return reply
        .header('cache-control', 'no-cache')
        .send({ kind, language, title, version, validFrom: fromDbDate(validFrom), parts: partsOf(text) });
    });
  };

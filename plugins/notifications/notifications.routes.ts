import { createHash, timingSafeEqual } from 'node:crypto';
import { type Ctx, type Plugin, z } from '#core';
import { takeBounce } from './bounces/bounce.service.ts';
import { readReport } from './bounces/report.ts';
import { settings } from './settings.ts';
import { PREVIEW_MINUTES } from './templates/preview.ts';

/** Largest mail that comes back, bytes: it may hold the whole of what was sent. */
const MOST_BYTES = 25 * 1_024 * 1_024;
/** A mail shows what it brings along, runs nothing and fetches nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";

const Id = z.object({ id: z.uuid() });

/** GET /previews/:id for a frame, POST /bounces for mail servers that hand in what came back. */
export const notificationRoutes: NonNullable<Plugin['routes']> = async (app, contextOf) => {
  app.addContentTypeParser(
    ['message/rfc822', 'application/octet-stream', 'text/plain'],
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  );

  app.get('/previews/:id', async (request, reply) => {
    const ctx = await contextOf(request);
    const id = Id.safeParse(request.params).data?.id;
    const since = new Date(ctx.wallClock.now().getTime() - PREVIEW_MINUTES * 60_000);
    const found = id === undefined ? null : await ctx.db.notificationsPreview.findFirst({ where: { id, createdAt: { gte: since } } });
    if (!found?.html) return reply.status(404).send(problem('NOT_FOUND', 'id: there is no such preview any more; make it again'));
    return reply
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', POLICY)
      .header('x-content-type-options', 'nosniff')
      .type('text/html; charset=utf-8')
      .send(found.html);
  });

  app.post('/bounces', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const ctx = await contextOf(request);
    if (!isOurs(ctx, request.headers.authorization))
      return reply.status(401).send(problem('UNAUTHENTICATED', 'authorization: send the bounceToken of the settings as "Bearer …"'));
    const report = Buffer.isBuffer(request.body) ? await readReport(request.body) : null;
    const taken = report === null ? 'no-report' : await takeBounce(ctx, report);
    return reply.status(202).send({ taken });
  });
};

const problem = (code: string, message: string) => ({ error: { code, message } });

function isOurs(ctx: Ctx, authorization = ''): boolean {
  const { bounceToken } = ctx.activation.settings(settings);
  return bounceToken !== '' && timingSafeEqual(hash(authorization), hash(`Bearer ${bounceToken}`));
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

import '@fastify/cookie';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuseArchived } from '../access/archived.ts';
import { authenticate } from '../access/authenticate.ts';
import { guestToken } from '../access/guests.ts';
import { startHandover, takeHandover } from '../access/handover.ts';
import { MAGIC_LINK, PASSWORD_RESET, requestLink, resetPassword, signInWithLink } from '../access/login-links.ts';
import { belongingIn } from '../access/members.ts';
import { requestOrderLink } from '../access/order-links.ts';
import { changePassword, provePassword } from '../access/own-password.ts';
import { confirmTotp, removeTotp, startTotp } from '../access/second-factor.ts';
import { sessionCookie } from '../access/session-cookie.ts';
import { endSession } from '../access/sessions.ts';
import { signIn } from '../access/sign-in.ts';
import type { Viewer } from '../access/viewer.ts';
import { type BrandFacts, type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Kernel, systemContext } from '../kernel/kernel.ts';
import { answerError } from './auth.errors.ts';
import { createAuthThrottle, steadily } from './auth.throttle.ts';
import { inCallersWords } from './callers-words.ts';

const MAX_BODY_BYTES = 10_000;

const Email = z.string().trim().min(3).max(254);
const Secret = z.string().min(1).max(1_000);
const Code = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'write the six digits'));

const SignIn = z.strictObject({ email: Email, password: Secret, totp: Code.nullish().transform((code) => code ?? null) });
const Address = z.strictObject({ email: Email });
const OrderLink = z.strictObject({ number: z.string().trim().min(3).max(40), email: Email });
const LinkSignIn = z.strictObject({ token: Secret, totp: Code.nullish().transform((code) => code ?? null) });
const Reset = z.strictObject({ token: Secret, password: Secret });
const NewPassword = z.strictObject({ current: Secret, new: Secret });
const Totp = z.strictObject({ code: Code });
const Handover = z.object({ code: Secret });
const BrandId = z.uuid();
const Proof = z.strictObject({ password: Secret });

/**
 * Signing in and out, links by mail, one's own password and second factor; mounted under /auth. JSON alone, so that no
 * form of another site can post here. The answers tell nothing about addresses that are not known.
 */
export const authRoutes =
  (kernel: Kernel): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: MAX_BODY_BYTES },
      app.getDefaultJsonParser('error', 'error'),
    );
    app.setErrorHandler((error, request, reply) => answerError(inCallersWords(error, request, kernel.texts), request, reply));
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });

    const throttle = createAuthThrottle(kernel.wallClock);
    /** The product itself, for the brand of the host; `name` stands in the audit log. */
    const contextOf = async ({ brandId }: FastifyRequest, name = 'sign-in'): Promise<Ctx> => {
      if (brandId === null) throw new DomainError('BRAND_NOT_FOUND', 'No brand is reached under this host name; check the address');
      return systemContext(kernel, brandId, { name });
    };
    /** Whoever is signed in. API keys have no account, so their header counts for nothing here. */
    const accountOf = async (request: FastifyRequest, reply: FastifyReply): Promise<{ ctx: Ctx; viewer: Viewer }> => {
      const { brand } = await contextOf(request);
      const { name, attributes } = sessionCookie(brand.url);
      const cookieToken = request.cookies[name] ?? null;
      const viewer = await authenticate(kernel, { cookieToken, authorization: null, brandId: brand.id, ip: request.ip });
      if (!viewer) {
        if (cookieToken !== null) reply.clearCookie(name, attributes);
        throw new DomainError('UNAUTHENTICATED', 'You are not signed in, or not any more; sign in');
      }
      return { ctx: await contextOf(request, viewer.name), viewer };
    };

    app.post('/sign-in', async (request, reply) => {
      const ctx = await contextOf(request);
      const body = SignIn.parse(request.body);
      throttle.address(request, body.email);
      keepSession(reply, ctx.brand, await steadily(signIn(ctx, body)));
      return reply.code(204).send();
    });

    app.post('/sign-out', async (request, reply) => {
      const ctx = await contextOf(request);
      const { name, attributes } = sessionCookie(ctx.brand.url);
      const token = request.cookies[name];
      if (token) await endSession(ctx.db, token);
      return reply.clearCookie(name, attributes).code(204).send();
    });

    app.get('/me', async (request, reply) => {
      const { ctx, viewer } = await accountOf(request, reply);
      const user = await ctx.db.user.findUniqueOrThrow({ where: { id: viewer.id }, include: { memberships: true } });
      return {
        name: user.name,
        email: user.email,
        language: user.language,
        role: belongingIn(user.memberships, ctx.brand)?.role ?? null,
        partnerId: viewer.partnerId,
        permissions: [...viewer.permissions].sort(),
        hasSecondFactor: user.totpConfirmedAt !== null,
        brand: publicFacts(ctx.brand),
        brands: (await kernel.brands.reached(user.tenantId))
          .filter((one) => belongingIn(user.memberships, one) !== null)
          .map(({ id, name, url }) => ({ id, name, url })),
        plugins: kernel.registry.installed.filter(({ id }) => ctx.activation.isActive(id)).map(({ id }) => id),
      };
    });

    for (const [path, kind] of [
      ['/magic-link', MAGIC_LINK],
      ['/password-reset', PASSWORD_RESET],
    ] as const) {
      app.post(path, async (request, reply) => {
        const ctx = await contextOf(request);
        const { email } = Address.parse(request.body);
        throttle.address(request, email);
        await steadily(requestLink(ctx, email, kind));
        return reply.code(202).send({ message: 'If this address has access here, a mail with a link is on its way' });
      });
    }

    app.post('/order-link', async (request, reply) => {
      const ctx = await contextOf(request);
      refuseArchived(ctx.brand);
      const asked = OrderLink.parse(request.body);
      throttle.address(request, asked.email);
      await steadily(requestOrderLink(ctx, asked));
      return reply.code(202).send({ message: 'If there is such an order under this address, a mail with a link is on its way' });
    });

    app.post('/guest', async (request) => {
      const ctx = await contextOf(request);
      throttle.guest(request);
      return { token: guestToken(ctx) };
    });

    app.get<{ Params: { brandId: string } }>('/to/:brandId', async (request, reply) => {
      const account = await accountOf(request, reply).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'UNAUTHENTICATED') return null;
        throw error;
      });
      if (!account) return reply.redirect('/sign-in', 303); // people follow this link, not programs
      const { ctx, viewer } = account;
      throttle.user(viewer.id);
      const sessionToken = request.cookies[sessionCookie(ctx.brand.url).name] ?? '';
      const there = await kernel.brands.facts(BrandId.parse(request.params.brandId));
      const code = await startHandover(ctx, { userId: viewer.id, sessionToken, there });
      return reply.redirect(`${there.url}/auth/from?code=${encodeURIComponent(code)}`, 303);
    });

    app.get('/from', async (request, reply) => {
      const ctx = await contextOf(request);
      throttle.caller(request);
      const { code } = Handover.parse(request.query);
      const sessionToken = await takeHandover(ctx, code);
      if (sessionToken !== null) keepSession(reply, ctx.brand, sessionToken);
      return reply.redirect('/', 303);
    });

    app.post('/magic-link/confirm', async (request, reply) => {
      const ctx = await contextOf(request);
      throttle.caller(request);
      keepSession(reply, ctx.brand, await signInWithLink(ctx, LinkSignIn.parse(request.body)));
      return reply.code(204).send();
    });

    app.post('/password-reset/confirm', async (request, reply) => {
      const ctx = await contextOf(request);
      throttle.caller(request);
      await resetPassword(ctx, Reset.parse(request.body));
      return reply.code(204).send();
    });

    app.post('/password', async (request, reply) => {
      const { ctx, viewer } = await accountOf(request, reply);
      const body = NewPassword.parse(request.body);
      throttle.user(viewer.id);
      keepSession(reply, ctx.brand, await changePassword(ctx, viewer.id, { current: body.current, next: body.new }));
      return reply.code(204).send();
    });

    app.post('/totp/start', async (request, reply) => {
      const { ctx, viewer } = await accountOf(request, reply);
      return startTotp(ctx, viewer.id);
    });

    app.post('/totp/confirm', async (request, reply) => {
      const { ctx, viewer } = await accountOf(request, reply);
      const { code } = Totp.parse(request.body);
      throttle.user(viewer.id);
      await confirmTotp(ctx, viewer.id, code);
      return reply.code(204).send();
    });

    app.post('/totp/remove', async (request, reply) => {
      const { ctx, viewer } = await accountOf(request, reply);
      const { password } = Proof.parse(request.body);
      throttle.user(viewer.id);
      await provePassword(ctx, viewer.id, password);
      await inTransaction(ctx, (ctx) => removeTotp(ctx, viewer.id));
      return reply.code(204).send();
    });
  };

function keepSession(reply: FastifyReply, { url }: BrandFacts, token: string): void {
  const { name, attributes } = sessionCookie(url);
  reply.setCookie(name, token, attributes);
}

const publicFacts = ({ id, code, name, country, language, currency, timeZone }: BrandFacts) => ({
  id,
  code,
  name,
  country,
  language,
  currency,
  timeZone,
});

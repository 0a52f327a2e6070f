import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createTestApp } from '../core/testing/app.ts';
import { completeOrder, sampleOffer } from '../core/testing/samples.ts';
import { plugins } from '../plugins.config.ts';
import { startReceiver } from './mail-receiver.ts';

// One customer's way through everything that sells, and the same way with each of it off in turn: it ends where it should.
vi.setConfig({ testTimeout: 180_000 });
const app = await createTestApp(plugins);
afterAll(async () => {
  await receiver.close();
  await app.close();
});

const SALES = ['credit-check', 'notifications', 'e-signature', 'referrals'] as const;
type Sales = (typeof SALES)[number];
for (const plugin of SALES) await app.switch(plugin, true);
const receiver = await startReceiver();
await app.configure('notifications', {
  ...{ smtpHost: '127.0.0.1', smtpPort: receiver.port, smtpSecurity: 'none', senderAddress: 'service@brand-a.example' },
});
app.clock.set('2026-08-24T10:00:00Z');

const must = async (query: string, variables: object) => {
  const { data, errors } = await app.gql(query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const step = (id: string, transition: string, on: string | null = null) =>
  must(
    'mutation ($id: ID!, $transition: String!, $on: Date) { transitionContract(id: $id, transition: $transition, effectiveOn: $on) { status } }',
    { id, transition, on },
  );
const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id } } }';
const CAMPAIGN = {
  ...{ name: 'Test campaign', validFrom: '2026-08-24', referrerCents: 5_000, referredCents: 2_500, payout: 'CREDIT', windowDays: 30 },
  ...{ saleRule: 'BOTH', minimumSupplyDays: 0, clawbackDays: 180, maximumPerYear: 50, newAfterMonths: 6, meterMonths: 12 },
};

let serial = 0;
/** An invented person at an address of their own. */
const somebody = (lastName: string) => {
  serial += 1;
  return { firstName: `Ada${'abcdefghijklm'.charAt(serial)}`, lastName, houseNumber: String(serial), email: `ada${serial}@sample.example` };
};
type Person = ReturnType<typeof somebody>;

async function place(customer: Person, code: string | null): Promise<{ orderId: string; contractId: string }> {
  const form = completeOrder(await sampleOffer(await app.as()), {
    ...{ customer, isEarlyStart: true, requestedStartOn: plus(21) },
    ...(code !== null && { plugins: { referrals: { code } } }),
  });
  const { id, contracts } = (await must(PLACE, { input: form, key: randomUUID() })).placeOrder;
  await app.work();
  return { orderId: id, contractId: contracts[0].id };
}
const plus = (days: number): string => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const contract = (id: string) => app.root.contract.findUniqueOrThrow({ where: { id } });
const mailsTo = (recipient: string) => app.root.mailMessage.findMany({ where: { recipient }, orderBy: { id: 'asc' } });

/** Signs as the page does that the mailed link opens; false = nobody was asked to. */
async function sign({ email, firstName, lastName }: Person): Promise<boolean> {
  const [token] = (await mailsTo(email)).flatMap((mail) => /\/my\/p\/e-signature\/sign#(\S+)/.exec(mail.text)?.[1] ?? []);
  if (token === undefined) return false;
  const call = async (path: string, body?: object) => {
    const headers = { host: 'a.localhost', authorization: `Signature ${token}` };
    const response = await app.http.inject({
      method: body ? 'POST' : 'GET',
      url: `/plugins/e-signature/${path}`,
      headers,
      ...(body && { payload: body }),
    });
    expect(response.statusCode, response.body).toBe(200);
    return response.json();
  };
  const { document } = await call('request');
  const consent = { documentSha256: document.sha256, isConsented: true, key: randomUUID() };
  await call('sign', { ...consent, method: 'TYPED', name: `${firstName} ${lastName}` });
  await app.work();
  return true;
}

/** What runs by the clock, once. */
async function tonight(name: string): Promise<void> {
  await app.root.jobRequest.create({ data: { brandId: app.brands.a, name, input: {} } });
  await app.work();
}

/** From an accepted order to supply, and beyond the period of withdrawal. */
async function supply(contractId: string, person: Person): Promise<boolean> {
  const hasSigned = await sign(person);
  await step(contractId, 'register');
  await step(contractId, 'confirm', plus(21));
  app.clock.forward({ days: 30 });
  await tonight('core.run-calendar');
  expect((await contract(contractId)).status).toBe('active');
  return hasSigned;
}

const isOn = (plugin: Sales, off: Sales | null): boolean => plugin !== off;

describe('the way of a sale', () => {
  it.each<[string, Sales | null]>([['nothing', null], ...SALES.map((plugin): [string, Sales] => [plugin, plugin])])(
    'ends where it should with %s off',
    async (_name, off) => {
      const referrals = isOn('referrals', off);
      await app.root.referralsCampaign.deleteMany();
      await must('mutation ($input: ReferralsCampaignInput!) { planReferralCampaign(input: $input) { id } }', {
        input: { ...CAMPAIGN, validFrom: plus(0) },
      });
      const friend = somebody('Sample');
      const first = await place(friend, null);
      await supply(first.contractId, friend);
      const { customerId } = await contract(first.contractId);
      const { code } = await app.root.referralsCode.findFirstOrThrow({ where: { customerId: String(customerId) } });

      if (off) await app.switch(off, false);
      try {
        // Between the bands of the bureau: a person has to decide.
        const customer = somebody('Grenzfall');
        const { orderId, contractId } = await place(customer, referrals ? code : null);
        expect((await contract(contractId)).status).toBe(isOn('credit-check', off) ? 'in_review' : 'accepted');
        if (isOn('credit-check', off)) {
          const decide =
            'mutation ($orderId: ID!) { decideCreditCheck(orderId: $orderId, accept: true, reason: "Known for years") { state } }';
          await must(decide, { orderId });
          await app.work();
        }
        expect((await contract(contractId)).status).toBe('accepted');

        expect(await supply(contractId, customer)).toBe(isOn('e-signature', off));
        const signed = await app.root.document.count({ where: { contractId, kind: { startsWith: 'e-signature' } } });
        expect(signed > 0).toBe(isOn('e-signature', off));

        // Whether a plugin sends them or not, every mail lies in the mailbox.
        const mails = await mailsTo(customer.email);
        expect(mails.map(({ kind }) => kind)).toContain('order-confirmation');
        const sent = receiver.mails.filter(({ to }) => to.includes(customer.email));
        expect(sent).toHaveLength(isOn('notifications', off) ? mails.length : 0);
        for (const { source } of sent) expect(source).toMatch(/^From: "?Brand A"? <service@brand-a\.example>\r$/m);

        if (referrals) await tonight('referrals.settle');
        const found = await app.root.referralsCase.findFirst({ where: { orderId } });
        expect(found?.state ?? null).toBe(referrals ? 'PAID' : null);
      } finally {
        if (off) await app.switch(off, true);
        await app.work();
      }
    },
  );
});

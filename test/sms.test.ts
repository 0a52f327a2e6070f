import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { collected, textMessage } from '../core/index.ts';
import { completeOrder, createTestApp, sampleOffer } from '../core/testing/index.ts';
import { startSmsSimulator } from '../plugins/sms/simulator/sms-simulator.ts';
import { plugins } from '../plugins.config.ts';

/** Texts need what they require. */
const needed = plugins.filter(({ id }) => id === 'notifications' || id === 'sms');
const TOKEN = 'a-token-of-the-gateway-0123456789';
const gateway = await startSmsSimulator();
const app = await createTestApp(needed);
const seven = {
  gateway: 'seven',
  sevenUrl: gateway.sevenUrl,
  gatewayapiUrl: gateway.gatewayapiUrl,
  apiKey: gateway.apiKey,
  webhookToken: TOKEN,
  timeoutMs: 4_000,
};
await app.switch('notifications', true);
await app.configure('notifications', { quietFrom: '00:00', quietTo: '00:00' });
await app.switch('sms', true);
await app.configure('sms', seven);
afterAll(async () => {
  await app.close();
  await gateway.close();
});
beforeEach(() => {
  gateway.texts.length = 0;
  gateway.setFault(null);
});

const ask = async (
  change: { to?: string; text?: string; purpose?: 'code' | 'notice'; reference?: string } = {},
  brand: 'a' | 'b' = 'a',
) => {
  const message = { to: '+436601234567', text: 'Your code is 123456', purpose: 'code' as const, reference: randomUUID(), ...change };
  const [answer] = await collected(textMessage, message, await app.as(brand));
  return answer?.value ?? null;
};
const rows = () => app.root.smsMessage.findMany({ orderBy: { id: 'asc' } });
const hookOf = (payload: object, token = TOKEN) =>
  app.http.inject({ method: 'POST', url: `/plugins/sms/hooks/${token}`, payload, headers: { host: 'a.localhost' } });

/** A customer of brand a with this telephone, who agreed to texts or did not. */
async function customer(phone: string, agreed: boolean): Promise<string> {
  const ctx = await app.as();
  const place =
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { customer { id } } } }';
  const { data } = await app.gql(
    place,
    { input: completeOrder(await sampleOffer(ctx), { customer: { phone, lastName: randomUUID() } }), key: randomUUID() },
    ctx,
  );
  const { id } = data.placeOrder.contracts[0].customer;
  if (agreed)
    await app.root.consent.create({
      data: {
        brandId: app.brands.a,
        customerId: id,
        channel: 'MOBILE',
        purpose: 'contract-letters',
        wording: 'Yes',
        source: 'test',
        givenAt: new Date(),
        givenBy: 'test',
      },
    });
  return id;
}

describe('a code', () => {
  it('goes to the gateway once, however often it is asked, and is not kept', async () => {
    const reference = randomUUID();
    expect(await ask({ reference })).toEqual({ isAccepted: true });
    expect(await ask({ reference })).toEqual({ isAccepted: true });
    expect(gateway.texts).toMatchObject([{ gateway: 'seven', to: '+436601234567', text: 'Your code is 123456', reference }]);
    const last = (await rows()).at(-1);
    expect(last).toMatchObject({ state: 'TAKEN', text: null, segments: 1, encoding: 'gsm7' });
    expect(String(last?.cents)).toBe('7.5');
  });

  it('is refused for a number that is none, before or by the gateway', async () => {
    expect(await ask({ to: '12' })).toEqual({ isAccepted: false, code: 'SMS_NUMBER_INVALID' });
    expect(await ask({ to: '+436601230000' })).toEqual({ isAccepted: false, code: 'SMS_NUMBER_INVALID' });
    expect(gateway.texts).toEqual([]);
  });

  it("reads a number without a country as of the brand's", async () => {
    await ask({ to: '0660 765 43 21' });
    expect(gateway.texts[0]?.to).toBe('+436607654321');
  });

  it.each(['slow', 'down', 'half-answer', 'nonsense', 'access-refused'] as const)(
    'fails while the gateway is %s, so that the job tries again, and then goes',
    async (fault) => {
      const reference = randomUUID();
      gateway.setFault(fault);
      await expect(ask({ reference })).rejects.toThrow(/HOOK_FAILED|failed in "message.text"/);
      gateway.setFault(null);
      gateway.texts.length = 0; // what a gateway had taken whose answer was lost goes again, under its reference
      expect(await ask({ reference })).toEqual({ isAccepted: true });
      expect(gateway.texts.map((text) => text.reference)).toEqual([reference]);
    },
  );

  it('is nobody’s affair where the brand has the plugin off', async () => {
    expect(await ask({}, 'b')).toBe(null);
  });
});

describe('a notice', () => {
  const notice = (to: string) => ask({ to, purpose: 'notice', text: 'Hello' });

  it('goes to those alone who agreed, and to nobody after STOP', async () => {
    await customer('+43 660 1111111', true);
    await customer('+43 660 2222222', false);
    expect(await notice('+436601111111')).toEqual({ isAccepted: true });
    expect(await notice('+436602222222')).toEqual({ isAccepted: false, code: 'SMS_NO_CONSENT' });
    const stop = { webhook_event: 'sms_mo', data: { sender: '436601111111', text: ' Stopp! ' } };
    expect((await hookOf(stop)).json()).toEqual({ taken: 'stop' });
    expect(await notice('+436601111111')).toEqual({ isAccepted: false, code: 'SMS_STOPPED' });
    expect(await ask({ to: '+436601111111' })).toEqual({ isAccepted: true }); // a code was asked for
  });

  it('waits for the end of quiet hours', async () => {
    await customer('+43 660 3333333', true);
    await app.configure('notifications', { quietFrom: '11:00', quietTo: '13:00' });
    expect(await notice('+436603333333')).toEqual({ isAccepted: true });
    expect(gateway.texts).toEqual([]);
    await app.root.jobRequest.updateMany({ where: { name: 'sms.send-held' }, data: { notBefore: null } });
    await app.work();
    expect(gateway.texts.map(({ to }) => to)).toEqual(['+436603333333']);
    await app.configure('notifications', { quietFrom: '00:00', quietTo: '00:00' });
  });
});

describe('the other gateway', () => {
  it('is spoken to in its own words, with a sender by country and UCS-2 where it must be', async () => {
    await app.configure('sms', { ...seven, gateway: 'gatewayapi', sender: 'Brand', senders: ['PL=Marka'] });
    await ask({ to: '+48601234567', text: 'Zażółć' });
    await ask({ to: '+436601234567' });
    expect(gateway.texts).toMatchObject([
      { gateway: 'gatewayapi', to: '+48601234567', from: 'Marka', encoding: 'UCS2' },
      { gateway: 'gatewayapi', to: '+436601234567', from: 'Brand', encoding: null },
    ]);
    const [, last] = await rows().then((all) => all.slice(-2));
    expect(String(last?.cents)).toBe('8.125');
    await hookOf({ id: Number(last?.gatewayId), msisdn: 436601234567, userref: last?.reference, status: 'DELIVERED' });
    expect((await rows()).at(-1)?.state).toBe('DELIVERED');
    await app.configure('sms', seven);
  });
});

describe('receipts', () => {
  it('say what became of a text; one that arrived has arrived', async () => {
    const reference = randomUUID();
    await ask({ reference });
    const receipt = (status: string) => ({ webhook_event: 'dlr', data: { msg_id: 'x', foreign_id: reference, status } });
    await hookOf(receipt('TRANSMITTED'));
    expect((await rows()).at(-1)?.state).toBe('TAKEN');
    await hookOf(receipt('DELIVERED'));
    await hookOf(receipt('EXPIRED'));
    expect((await rows()).at(-1)).toMatchObject({ state: 'DELIVERED', problem: null });
  });

  it('are taken from the gateway alone, and nonsense changes nothing', async () => {
    expect((await hookOf({}, 'something-else')).statusCode).toBe(401);
    expect((await hookOf({ nonsense: true })).json()).toEqual({ taken: 'nothing' });
  });
});

describe('the estimate', () => {
  it('tells parts, cost, number and sender before anything is sent', async () => {
    const { data } = await app.gql('{ smsEstimate(text: "Grüße", to: "0660 7654321") { encoding segments cents number sender } }');
    expect(data.smsEstimate).toEqual({ encoding: 'gsm7', segments: 1, cents: '7.5000', number: '+436607654321', sender: null });
    expect(gateway.texts).toEqual([]);
  });
});

describe('a rate limit', () => {
  it('lets what comes too fast be tried again later', async () => {
    await app.configure('sms', { ...seven, mostAMinute: 1 });
    app.clock.forward({ minutes: 5 });
    expect(await ask()).toEqual({ isAccepted: true });
    await expect(ask()).rejects.toThrow();
    app.clock.forward({ minutes: 2 });
    expect(await ask()).toEqual({ isAccepted: true });
    await app.configure('sms', seven);
  });
});

describe('a rule of notifications', () => {
  it('tells by a text where the customer agreed, in the short words of its template', async () => {
    const templates = await app.gql('{ notificationsTemplates { id code } }');
    const templateId = templates.data.notificationsTemplates.find(({ code }: { code: string }) => code === 'contract-accepted').id;
    const input = {
      name: 'Text',
      event: 'contract.accepted',
      templateId,
      recipients: ['customer'],
      channels: ['sms'],
      isUrgent: false,
      isDigest: false,
      isActive: true,
    };
    const { errors } = await app.gql('mutation ($input: NotificationsRuleInput!) { saveNotificationsRule(input: $input) { id } }', {
      input,
    });
    expect(errors).toBe(undefined);
    await customer('+43 660 4444444', true);
    await customer('+43 660 5555555', false);
    await app.work();
    expect(gateway.texts.map(({ to, text }) => [to, text])).toEqual([
      ['+436604444444', expect.stringMatching(/^Brand A: your contract C-\S+ is accepted\.$/)],
    ]);
    const log = await app.root.notificationsMessage.findMany({ where: { channel: 'sms' }, orderBy: { id: 'asc' } });
    expect(log.map(({ state, problem }) => [state, problem])).toEqual([
      ['SENT', null],
      ['FAILED', 'NO_CONSENT'],
    ]);
  });
});

describe('outside of the demo', () => {
  it('cannot be switched on with the simulator', async () => {
    const real = await createTestApp(needed, { isDemo: false });
    await real.switch('notifications', true);
    await expect(real.switch('sms', true)).rejects.toMatchObject({ code: 'SMS_NO_GATEWAY' });
    await real.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import { placeOrder } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { filled } from './liquid.ts';
import { wrapTags } from './wrap-tags.ts';

const app = await createTestApp([plugin]);
await app.switch('notifications', true);
afterAll(() => app.close());

let templateId = '';
let contractId = '';
beforeAll(async () => {
  const input = { code: 'letter', name: 'Letter', subject: 'contract', isStatutory: false, attachments: [] };
  const { data } = await app.gql('mutation ($input: NotificationsTemplateInput!) { saveNotificationsTemplate(input: $input) { id } }', {
    input,
  });
  templateId = data.saveNotificationsTemplate.id;
  contractId = (await placeOrder(app, { customer: { firstName: '<script>alert(1)</script>' } })).contractId;
});

const body = (text: string) => `<mj-section>\n  <mj-column>\n    <mj-text>${text}</mj-text>\n  </mj-column>\n</mj-section>`;
const wording = (change: object = {}) => ({
  language: 'en',
  form: 'FORMAL',
  subject: 'Subject',
  body: body('Hello'),
  shortText: '',
  ...change,
});
const SAVE =
  'mutation ($templateId: ID!, $input: NotificationsVersionInput!) { saveNotificationsVersion(templateId: $templateId, input: $input) { id number } }';
const save = (change: object = {}) => app.gql(SAVE, { templateId, input: wording(change) });
const problems = async (change: object) => (await save(change)).errors?.[0]?.extensions.problems;
const PREVIEW = `mutation ($templateId: ID!, $input: NotificationsVersionInput!, $contractId: ID, $isDark: Boolean!) {
  previewNotificationsVersion(templateId: $templateId, input: $input, contractId: $contractId, isDark: $isDark) {
    subject text url faults { field line message } } }`;
const preview = async (change: object, isDark = false) =>
  (await app.gql(PREVIEW, { templateId, contractId, isDark, input: wording(change) })).data.previewNotificationsVersion;
const shown = (url: string, host = 'a.localhost') => app.http.inject({ url, headers: { host } });

describe('a wording', () => {
  it('gets a number with each version, and none is changed any more', async () => {
    const first = await save();
    const second = await save({ subject: 'Another' });
    expect([first, second].map(({ data }) => data.saveNotificationsVersion.number)).toEqual([1, 2]);
    const change = app.root.notificationsVersion.updateMany({ where: { templateId }, data: { subject: 'Forged' } });
    await expect(change).rejects.toThrow(/is written once/);
  });

  it('is refused with each problem at its line: Liquid, unknown variables, MJML', async () => {
    expect(await problems({ subject: '{{ contract.nummer }}', body: body('{{ customer.name }} {{ customer.shoeSize }}') })).toMatchObject([
      { field: 'subject', line: 1, message: '"contract.nummer" is not known here; choose one of the variables' },
      { field: 'body', line: 3, message: '"customer.shoeSize" is not known here; choose one of the variables' },
    ]);
    expect(await problems({ body: body('{% if contract.number %}never closed') })).toMatchObject([{ field: 'body', line: 3 }]);
    expect(await problems({ body: '<mj-section>\n<mj-column>\n<mj-txt>x</mj-txt>\n</mj-column>\n</mj-section>' })).toMatchObject([
      { field: 'body', line: 3, message: expect.stringContaining('mj-txt') },
    ]);
    expect(await problems({ subject: ' ', language: 'en' })).toMatchObject([{ field: 'subject', message: 'is empty; write something' }]);
  });

  it.each([
    ['another file', '{% include "x" %}'],
    ['values as HTML', '{{ customer.name | raw }}'],
    ["a value's own machinery", '{{ customer.name.constructor }}'],
    ['unknown filters', '{{ customer.name | shout }}'],
  ])('is refused where it asks for %s', async (_what, text) => {
    expect((await save({ body: body(text) })).errors?.[0]?.extensions.code).toBe('NOTIFICATIONS_TEMPLATE_INVALID');
  });

  it('does not run for ever', async () => {
    const loop = '{% for a in (1..100000) %}{% for b in (1..100000) %}x{% endfor %}{% endfor %}';
    const begun = performance.now();
    await expect(filled(loop, {}, 'html')).rejects.toThrow(/limit exceeded/);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('tags between elements', () => {
  it('are kept by MJML, line by line; tags in a text stay as they are', () => {
    const source =
      '{% if a %}\n<mj-section>\n<mj-column><mj-text>{% if b > 1 %}x{% endif %}</mj-text></mj-column></mj-section>\n{% endif %}';
    expect(wrapTags(source)).toBe(
      '<mj-raw>{% if a %}</mj-raw>\n<mj-section>\n<mj-column><mj-text>{% if b > 1 %}x{% endif %}</mj-text></mj-column></mj-section>\n<mj-raw>{% endif %}</mj-raw>',
    );
  });

  it('decide whether a section is there', async () => {
    const part = (test: string, text: string) => `{% if ${test} %}\n${body(text)}\n{% endif %}`;
    const { text } = await preview({ body: `${part('contract.endsOn', 'It ends')}\n${part('contract.number', 'It is there')}` });
    expect(text).toContain('It is there');
    expect(text).not.toContain('It ends');
  });
});

describe('the preview', () => {
  it("shows a real contract in the brand's look, in a frame that runs nothing", async () => {
    const { subject, url, faults } = await preview({ subject: 'For {{ customer.lastName }}', body: body('{{ customer.firstName }}') });
    expect([subject, faults]).toEqual(['For Sample', []]);
    const { statusCode, body: html, headers } = await shown(url);
    expect(statusCode).toBe(200);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('shows a subject as the title, whose signs stand for themselves', async () => {
    const { subject, url } = await preview({ subject: "$& {{ customer.firstName }} $'" });
    expect(subject).toBe("$& <script>alert(1)</script> $'");
    const { body: html } = await shown(url);
    expect(html).toContain('<title>$&amp; &lt;script&gt;alert(1)&lt;/script&gt; $&#39;</title>');
    expect(html).not.toContain('<script>alert');
  });

  it('shows the dark one without asking the screen, and is gone after a while', async () => {
    const { url } = await preview({}, true);
    expect((await shown(url)).body).not.toContain('prefers-color-scheme: dark');
    app.clock.forward({ minutes: 16 });
    expect((await shown(url)).statusCode).toBe(404);
  });

  it("is no other brand's", async () => {
    await app.switch('notifications', true, { brand: 'b' });
    const { url } = await preview({});
    expect([(await shown(url)).statusCode, (await shown(url, 'b.localhost')).statusCode]).toEqual([200, 404]);
  });

  it('names the value that is missing before anything is sent', async () => {
    const { url, faults } = await preview({ body: body('It ends on {{ contract.endsOn }}') });
    expect(url).toBe(null);
    expect(faults).toMatchObject([{ field: 'body', message: expect.stringContaining('contract.endsOn') }]);
  });
});

describe('the standard templates', () => {
  it('are right, each with a real contract', async () => {
    const { data } = await app.gql('{ notificationsTemplates { id code versions { language form subject body shortText } } }');
    const standard = data.notificationsTemplates.filter(({ code }: { code: string }) => code !== 'letter');
    expect(standard.length).toBe(2);
    for (const { id, versions } of standard) {
      for (const input of versions) {
        const answer = await app.gql(PREVIEW, { templateId: id, contractId, isDark: false, input });
        expect(answer.data.previewNotificationsVersion.faults).toEqual([]);
      }
    }
  });
});

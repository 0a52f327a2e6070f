import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readPdf } from '../documents/pdf.kit.ts';
import { send } from '../http/http.kit.ts';
import { todayIn } from '../kernel/clock.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { LEGAL_KINDS, partsOf, textsIn } from './legal-text.ts';

const app = await createTestApp();
afterAll(() => app.close());
const offerId = await sampleOffer(await app.as());
const today = () => todayIn(app.clock, 'Europe/Vienna');

const SAVE = 'mutation ($input: LegalTextInput!) { saveLegalText(input: $input) { id version validFrom parts { heading paragraphs } } }';
const save = async (change: object = {}) =>
  app.gql(SAVE, { input: { kind: 'TERMS', language: 'en', validFrom: today(), title: 'Terms', text: 'First wording.', ...change } });
const problemsIn = async (change: object): Promise<string[]> => {
  const { errors } = await save(change);
  const { problems } = (errors?.[0]?.extensions ?? {}) as { problems: { field: string; code: string; remedy: string }[] };
  expect(problems.filter(({ remedy }) => remedy === '')).toEqual([]);
  return problems.map(({ field, code }) => `${field} ${code}`).sort();
};
const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id legalTexts { title version language } } }';
async function place(customer: object = {}) {
  const { data, errors } = await app.gql(PLACE, { input: completeOrder(offerId, { customer }), key: crypto.randomUUID() });
  expect(errors).toBeUndefined();
  await app.work();
  const documents = await app.root.document.findMany({ where: { orderId: data.placeOrder.id }, include: { content: true } });
  const letters = new Map(
    documents.map(({ kind, content }) => [kind, readPdf(content?.bytes ?? new Uint8Array()).text.replaceAll(/\s+/g, ' ')]),
  );
  return { ...data.placeOrder, letters } as { id: string; legalTexts: object[]; letters: Map<string, string> };
}
const shown = async (path: string, language = 'en', host = 'a.localhost') => {
  const { status, text } = await send(app, { method: 'GET', url: `/legal/${path}`, host, headers: { 'accept-language': language } });
  return { status, answer: JSON.parse(text) };
};

describe('a legal text', () => {
  it('is read as people write it: empty lines, headings, items', () => {
    expect(partsOf('Before.\nStill before.\n\n# Prices\n- gross\n- yearly\n\nAfter.\r\n\r\n## End')).toEqual([
      { heading: null, paragraphs: ['Before. Still before.'] },
      { heading: 'Prices', paragraphs: ['• gross', '• yearly', 'After.'] },
      { heading: 'End', paragraphs: [] },
    ]);
  });

  it('loses no word, whatever it is written like', () => {
    const words = (text: string) => text.split(/\s+/).filter((word) => !/^(#+|[-*•])?$/.test(word));
    const line = fc.stringMatching(/^(# |- |\* )?([a-z]{1,6} ?){0,4}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const told = partsOf(lines.join('\n')).flatMap(({ heading, paragraphs }) => [heading ?? '', ...paragraphs]);
        expect(words(told.join(' '))).toEqual(words(lines.join(' ')));
      }),
    );
  });

  it("is taken in the reader's language, else in the brand's, else in any; of each kind one", () => {
    const text = fc.record({ kind: fc.constantFrom(...LEGAL_KINDS), language: fc.constantFrom('en', 'de', 'da') });
    fc.assert(
      fc.property(fc.array(text), fc.constantFrom('en', 'de', null), (texts, language) => {
        const chosen = textsIn(texts, [language, 'de']);
        expect(chosen.map(({ kind }) => kind)).toEqual(LEGAL_KINDS.filter((kind) => texts.some((one) => one.kind === kind)));
        for (const { kind, language: taken } of chosen) {
          const known = texts.filter((one) => one.kind === kind).map((one): string => one.language);
          expect(taken).toBe([language, 'de'].find((one) => one !== null && known.includes(one)) ?? known[0]);
        }
      }),
    );
  });

  it('is refused with everything that is wrong with it', async () => {
    const day = '2026-01-01';
    expect(await problemsIn({ language: 'xx', validFrom: day, title: ' ', text: ' ' })).toEqual([
      'language LANGUAGE_UNKNOWN',
      'text REQUIRED',
      'title REQUIRED',
      'validFrom LEGAL_TEXT_IN_PAST',
    ]);
    expect(await problemsIn({ text: '# A heading alone' })).toEqual(['text REQUIRED']);
    expect(await problemsIn({ text: 'Bell \u0007' })).toEqual(['text LEGAL_TEXT_UNREADABLE']);
  });
});

describe('what is in force', () => {
  it('goes with the order, in the version of the day; an order keeps what it was handed in with', async () => {
    await save({ text: 'First wording.\n\n# Prices\n\nGross.' });
    await save({ kind: 'PRIVACY', title: 'Privacy', text: 'We keep little.' });
    await save({ text: 'Second wording.', validFrom: '2026-08-30' });
    const before = await place();
    expect(before.legalTexts).toEqual([
      { title: 'Terms', version: 1, language: 'en' },
      { title: 'Privacy', version: 1, language: 'en' },
    ]);
    const letter = before.letters.get('order-confirmation') ?? '';
    for (const part of ['Terms (version 1, in force since 24 August 2026)', 'First wording.', 'Gross.', 'We keep little.'])
      expect(letter).toContain(part);
    expect(letter).not.toContain('Second wording');
    expect((await shown('terms')).answer).toMatchObject({ title: 'Terms', version: 1, parts: [{ paragraphs: ['First wording.'] }, {}] });

    app.clock.forward({ days: 6 });
    expect((await shown('terms')).answer).toMatchObject({ version: 2, parts: [{ paragraphs: ['Second wording.'] }] });
    const later = completeOrder(await sampleOffer(await app.as()), {});
    const { data } = await app.gql(PLACE, { input: later, key: crypto.randomUUID() });
    expect(data.placeOrder.legalTexts[0]).toMatchObject({ version: 2 });
    const kept = await app.gql('query ($id: ID!) { order(id: $id) { legalTexts { version } } }', { id: before.id });
    expect(kept.data.order.legalTexts).toEqual([{ version: 1 }, { version: 1 }]);
  });

  it("is in the customer's language where there is one, and a draft that is handed in keeps it too", async () => {
    await save({ language: 'de', title: 'AGB', text: 'Deutscher Wortlaut.' });
    const offer = await sampleOffer(await app.as());
    const input = completeOrder(offer, { customer: { language: 'de' }, requestedStartOn: '2026-10-01' });
    const draft = await app.gql('mutation ($input: OrderInput!) { saveOrder(input: $input) { id legalTexts { title } } }', { input });
    expect(draft.data.saveOrder.legalTexts).toEqual([]);
    const { data } = await app.gql('mutation ($id: ID!) { submitOrder(orderId: $id) { legalTexts { title } } }', {
      id: draft.data.saveOrder.id,
    });
    expect(data.submitOrder.legalTexts).toEqual([{ title: 'AGB' }, { title: 'Privacy' }]);
    expect((await shown('terms', 'de')).answer).toMatchObject({ title: 'AGB', language: 'de' });
  });

  it("words the notice of withdrawal, where the brand wrote one instead of the law's", async () => {
    await save({ kind: 'WITHDRAWAL', title: 'How to withdraw', text: 'Write to us, that is all.' });
    const offer = await sampleOffer(await app.as());
    const { data } = await app.gql(PLACE, { input: completeOrder(offer, {}), key: crypto.randomUUID() });
    await app.work();
    const notice = await app.root.document.findFirstOrThrow({
      where: { orderId: data.placeOrder.id, kind: 'withdrawal-notice' },
      include: { content: true },
    });
    expect(notice.title).toBe('How to withdraw');
    expect(readPdf(notice.content?.bytes ?? new Uint8Array()).text).toContain('Write to us, that is all.');
  });

  it('is nothing of another brand, and what there is not is said to be missing', async () => {
    expect((await shown('terms', 'en', 'b.localhost')).status).toBe(404);
    expect((await shown('imprint')).status).toBe(404);
    expect((await shown('nothing')).answer.error.code).toBe('NOT_FOUND');
    const { data } = await app.gql('{ legalTexts { id } }', {}, await app.as('b'));
    expect(data.legalTexts).toEqual([]);
  });
});

it('is never rewritten, and noted in the audit log', async () => {
  await expect(app.root.legalText.updateMany({ data: { text: 'Other' } })).rejects.toThrow();
  const { data } = await app.gql('{ auditLog(first: 1) { edges { node { action after } } } }');
  expect(data.auditLog.edges[0].node).toMatchObject({ action: 'brand.legal-text', after: { kind: 'WITHDRAWAL', version: 1 } });
});

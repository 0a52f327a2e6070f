import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';

const app = await createTestApp([]);
afterAll(() => app.close());

const FIELDS = 'id name address isShared isOwn createdBy';
const SAVE = `mutation ($input: SavedViewInput!) { saveView(input: $input) { ${FIELDS} } }`;
const VIEWS = `{ savedViews(list: "contracts") { ${FIELDS} } }`;
const view = (name: string, more: object = {}) => ({
  input: { list: 'contracts', name, address: 'kind=REVIEW&cols=number', isShared: false, ...more },
});
const person = async (id: string, { brand = 'a', partnerId = null }: { brand?: 'a' | 'b'; partnerId?: string | null } = {}) => {
  const ctx = await app.as(brand, { id, name: id, permissions: new Set(['view.write']) });
  return { ...ctx, viewer: { ...ctx.viewer, partnerId } };
};
const namesFor = async (ctx: Awaited<ReturnType<typeof person>>) =>
  (await app.gql(VIEWS, {}, ctx)).data.savedViews.map(({ name }: { name: string }) => name);

describe('a view of a list', () => {
  it('is kept under a name, replaced by its owner and forgotten', async () => {
    const ada = await person('ada');
    expect((await app.gql(SAVE, view('To review'), ada)).data.saveView).toMatchObject({ name: 'To review', isOwn: true, createdBy: 'ada' });
    await app.gql(SAVE, view('To review', { address: 'kind=WAITING' }), ada);
    const { savedViews } = (await app.gql(VIEWS, {}, ada)).data;
    expect(savedViews).toMatchObject([{ name: 'To review', address: 'kind=WAITING' }]);
    await app.gql('mutation ($id: ID!) { deleteView(id: $id) }', { id: savedViews[0].id }, ada);
    expect(await namesFor(ada)).toEqual([]);
  });

  it('is seen by colleagues once it is shared, and by them alone', async () => {
    const [ada, ben, seller, elsewhere] = [
      await person('ada'),
      await person('ben'),
      await person('seller', { partnerId: '0197a000-0000-7000-8000-000000000001' }),
      await person('cora', { brand: 'b' }),
    ];
    await app.gql(SAVE, view('Mine'), ada);
    await app.gql(SAVE, view('Ours', { isShared: true }), ada);
    expect(await namesFor(ben)).toEqual(['Ours']);
    expect(await namesFor(seller)).toEqual([]);
    expect(await namesFor(elsewhere)).toEqual([]);
    const { savedViews } = (await app.gql(VIEWS, {}, ben)).data;
    expect(savedViews[0].isOwn).toBe(false);
    const gone = await app.gql('mutation ($id: ID!) { deleteView(id: $id) }', { id: savedViews[0].id }, ben);
    expect(gone.errors?.[0]?.extensions.code).toBe('VIEW_NOT_FOUND');
    await app.gql(SAVE, view('Ours', { address: 'kind=OPEN' }), ben); // of the same name, beside the colleague's
    expect(await namesFor(ada)).toEqual(['Mine', 'Ours']);
  });

  it('is refused with everything that is wrong, and in what number anybody keeps them', async () => {
    const dora = await person('dora');
    const wrong = await app.gql(SAVE, view('', { list: '../admin', address: 'x'.repeat(2_001) }), dora);
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'VIEW_INVALID' });
    expect(wrong.errors?.[0]?.extensions.problems).toMatchObject([{ field: 'list' }, { field: 'name' }, { field: 'address' }]);
    for (let n = 0; n < 50; n += 1) await app.gql(SAVE, view(`View ${n}`), dora);
    expect((await app.gql(SAVE, view('One more'), dora)).errors?.[0]?.extensions.code).toBe('VIEW_TOO_MANY');
    expect((await app.gql(SAVE, view('View 3', { address: 'kind=OPEN' }), dora)).errors).toBeUndefined();
  });
});

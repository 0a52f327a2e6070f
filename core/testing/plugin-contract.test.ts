import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { definePlugin, type Plugin } from '../kernel/plugin.ts';
import { createTestApp } from './app.ts';
import { answeringRoutes, answersWhileOff } from './plugin-contract.off.ts';
import { browserFaults, nameFaults, tableFaults, textFaults } from './plugin-contract.rules.ts';
import { unfencedTables } from './plugin-contract.tables.ts';

const root = mkdtempSync(join(tmpdir(), 'voltkontor-contract-'));
const folder = join(root, 'probe-one');
afterAll(() => rmSync(root, { recursive: true }));

/** A plugin as it should be, changed in one place; `files` are those of its folder. */
function probe(change: Partial<Plugin> = {}, files: Readonly<Record<string, string>> = {}): Plugin {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries({
    'schema.prisma': SCHEMA,
    'probe-one.service.ts': "throw new DomainError('PROBE_ONE_GONE', 'x');",
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return definePlugin({
    id: 'probe-one',
    version: '1.2.3',
    api: 1,
    summary: 'Probes',
    permissions: { 'probe-one.read': 'Read' },
    locales: { en: { 'error.PROBE_ONE_GONE': 'Gone: {id}' }, de: { 'error.PROBE_ONE_GONE': 'Fort: {id}' } },
    personalData: [
      {
        model: 'ProbeOneNote',
        subject: { column: 'contractId', kind: 'contract' },
        anonymise: ['text'],
        disclose: ['text'],
        purpose: 'Probing',
      },
    ],
    ...change,
  });
}

const SCHEMA = `
/// A note.
model ProbeOneNote {
  contractId String  @id @map("contract_id") @db.Uuid
  brandId    String  @default(dbgenerated("NULL")) @map("brand_id") @db.Uuid
  text       String?
  @@map("probe_one_note")
}
`;

describe('the contract of plugins', () => {
  it('wants what a browser shows to be named, and what is named to be there', () => {
    expect(browserFaults(probe({}, { 'admin.tsx': '' }), folder)).toEqual(['admin.tsx is there, but not named in plugin.ts']);
    expect(browserFaults(probe({ web: './web.tsx' }), folder)).toEqual(['plugin.ts names web.tsx, which is not there']);
    expect(browserFaults(probe({ admin: './admin.tsx' }, { 'admin.tsx': '' }), folder)).toEqual([]);
  });

  it('has nothing to say about a plugin as it should be', () => {
    const plugin = probe();
    expect([...nameFaults(plugin, folder), ...textFaults(plugin, folder), ...tableFaults(plugin, folder)]).toEqual([]);
  });

  it.each<[fault: string, change: Partial<Plugin>, files?: Record<string, string>]>([
    ['the id "probe-two" is not the folder\'s name "probe-one"', { id: 'probe-two', permissions: {} }],
    ['the version "1.2.03" is not major.minor.patch', { version: '1.2.03' as `${number}.${number}.${number}` }],
    ['"other.read" does not begin with "probe-one."', { permissions: { 'other.read': 'Read' } }],
    ['the error code NOT_MINE does not begin with PROBE_ONE_', {}, { 'probe-one.hooks.ts': "return deny('NOT_MINE', 'x');" }],
  ])('names a wrong name: %s', (fault, change, files) => {
    expect(nameFaults(probe(change, files), folder)).toContain(fault);
  });

  it.each<[fault: string, locales: NonNullable<Plugin['locales']>]>([
    ['"error.PROBE_ONE_GONE" has no text in "de"', { en: { 'error.PROBE_ONE_GONE': 'Gone' }, de: {} }],
    [
      '"probe-one.title" has no text in "en"',
      { en: { 'error.PROBE_ONE_GONE': 'Gone' }, de: { 'error.PROBE_ONE_GONE': 'Fort', 'probe-one.title': 'Titel' } },
    ],
    ['has no texts in "en", which stands in for every other language', { de: { 'error.PROBE_ONE_GONE': 'Fort' } }],
    [
      '"error.PROBE_ONE_GONE" has other placeholders in "de" than in "en"',
      { en: { 'error.PROBE_ONE_GONE': '{id}' }, de: { 'error.PROBE_ONE_GONE': '{name}' } },
    ],
    ['"error.PROBE_ONE_GONE" has no text, because there are no locales', {}],
  ])('names a missing text: %s', (fault, locales) => {
    expect(textFaults(probe({ locales }), folder)).toContain(fault);
  });

  it.each<[fault: string, schema: string]>([
    ['the model Note does not begin with ProbeOne', SCHEMA.replace('ProbeOneNote', 'Note')],
    ['ProbeOneNote: @@map("probe_one…") is missing or names another prefix', SCHEMA.replace('probe_one_note', 'note')],
    ['ProbeOneNote has no brandId String @map("brand_id") @db.Uuid', SCHEMA.replace(/brandId.*/, '')],
    ['ProbeOneNote.contractId is not mapped to snake_case', SCHEMA.replace('@map("contract_id")', '')],
    [
      'ProbeOneNote.contract is a relation; keep the plain id',
      SCHEMA.replace('text ', 'contract Contract @relation(fields: [contractId], references: [id])\n  text '),
    ],
    ['the enum State does not begin with ProbeOne', `${SCHEMA}\nenum State {\n  ON\n}\n`],
    ['ProbeOneMore is named neither in personalData nor in impersonalTables', SCHEMA + SCHEMA.replaceAll('ProbeOneNote', 'ProbeOneMore')],
    ['ProbeOneNote is no table of schema.prisma', ''],
    ['personalData: ProbeOneNote has no column text', SCHEMA.replace('text ', 'words ')],
    ['personalData: ProbeOneNote.text cannot be emptied; make it optional', SCHEMA.replace('String?', 'String')],
  ])('names a wrong table: %s', (fault, schema) => {
    expect(tableFaults(probe({}, { 'schema.prisma': schema }), folder)).toContain(fault);
  });
});

describe('what is off', async () => {
  const extensions = { permission: 'probe-one.read' };
  const plugin = probe({
    graphql(builder) {
      const Input = builder.inputType('ProbeInput', {
        fields: (t) => ({ day: t.field({ type: 'Date', required: true }), list: t.stringList({ required: true }) }),
      });
      builder.queryField('probe', (t) =>
        t.string({ extensions, args: { input: t.arg({ type: Input, required: true }) }, resolve: () => 'there' }),
      );
      builder.mutationField('doProbe', (t) => t.boolean({ extensions, resolve: () => true }));
      builder.subscriptionField('probes', (t) =>
        t.int({
          extensions,
          resolve: (count: number) => count,
          async *subscribe() {
            yield 1;
          },
        }),
      );
      builder.prismaObjectField('Contract', 'probed', (t) => t.int({ nullable: true, resolve: () => 1 }));
    },
    routes: async (app) => {
      app.get('/files/:id', async () => 'a file');
    },
  });
  const app = await createTestApp([plugin]);
  afterAll(() => app.close());

  it('is seen to be off, field by field and route by route', async () => {
    expect(await answersWhileOff(app, plugin)).toEqual([]);
    expect(await answeringRoutes(app, plugin)).toEqual([]);
  });

  it('would be seen if it answered', async () => {
    await app.switch('probe-one', true);
    expect(await answersWhileOff(app, plugin)).toEqual([
      'Query.probe answered {"probe":"there"}',
      'Mutation.doProbe answered {"doProbe":true}',
      'Subscription.probes answered a stream',
      'Contract.probed answered 1',
    ]);
    expect(await answeringRoutes(app, plugin)).toEqual(['GET /files/:id answered 200']);
  });

  it('has tables without a fence named', async () => {
    probe({}, { 'schema.prisma': SCHEMA.replace('probe_one_note', 'tenant') + SCHEMA.replace('probe_one_note', 'customer') });
    expect(await unfencedTables(app, folder)).toEqual(['tenant']);
  });
});

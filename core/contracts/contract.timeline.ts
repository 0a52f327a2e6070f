import { brandWide, type Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { collected } from '../kernel/hooks.ts';
import { contractTimeline } from './contract.points.ts';
import { labelIn, type StateSet } from './contract.states.ts';

/** Something that happened around a contract. */
export interface TimelineEntry {
  /** Who tells it: "core", or a plugin. */
  readonly pluginId: string;
  /** "history", "note", "document", "annex", "mail", "plugin". */
  readonly kind: string;
  readonly at: Date;
  /** For people. */
  readonly text: string;
  readonly by: string | null;
  /** Position in the timeline: the time and a key that no other entry has. */
  readonly cursor: string;
}

export interface TimelinePage {
  readonly first: number;
  readonly after: string | null;
}

type Told = Omit<TimelineEntry, 'cursor' | 'pluginId'> & { readonly key: string };
interface Range {
  readonly at: Date;
  /** "<kind> <id>" of the last entry of the page before; "" = from the beginning. */
  readonly key: string;
  readonly take: number;
}
/** Rows of a source beyond a position, oldest first. */
type Source = (ctx: Ctx, contractId: string, range: Range) => Promise<Told[]>;

/** What happened around a contract, told by core and by plugins, oldest first; each source is read for one page only. */
export async function timelineOf(
  ctx: Ctx,
  contractId: string,
  { first, after, set }: TimelinePage & { readonly set: StateSet },
): Promise<TimelineEntry[]> {
  const { at, key } = readCursor(after);
  const range = { at, key, take: first };
  const own = await Promise.all(SOURCES.map((source) => source(ctx, contractId, range)));
  const plugins = await collected(contractTimeline, { contractId }, ctx);
  const entries = [
    ...own.flat().map((told) => ({ ...told, pluginId: 'core', text: told.kind === 'history' ? inWords(ctx, set, told.text) : told.text })),
    ...plugins.flatMap(({ pluginId, value }) =>
      value.map((told, index) => ({ ...told, pluginId, kind: 'plugin', by: null, key: `plugin ${pluginId} ${index}` })),
    ),
  ];
  return entries
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
    .filter((one) => after === null || one.at > at || (one.at.getTime() === at.getTime() && one.key > key))
    .slice(0, first)
    .map(({ key, ...entry }) => ({ ...entry, cursor: Buffer.from(`${entry.at.toISOString()}|${key}`).toString('base64url') }));
}

/** The label of a step; what is not one of the set (a change, an annex) keeps its code. */
function inWords({ viewer }: Ctx, { transitions }: StateSet, text: string): string {
  const [code = '', ...more] = text.split(': ');
  const way = transitions.find((one) => one.code === code);
  return [way ? labelIn(viewer.language, way.labels, code) : code, ...more].join(': ');
}

function readCursor(cursor: string | null): { readonly at: Date; readonly key: string } {
  if (cursor === null) return { at: new Date(0), key: '' };
  const [at = '', key = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) throw new DomainError('PAGE_INVALID', 'after: is no cursor of a timeline; take one of an entry');
  return { at: instant, key };
}

/** Beyond the position: entries of one instant are sorted by their kind, then by their id. */
function beyond(column: string, kind: string, { at, key }: Range): object {
  const [lastKind = '', lastId = ''] = key.split(' ');
  if (kind > lastKind) return { [column]: { gte: at } };
  if (kind < lastKind) return { [column]: { gt: at } };
  return { OR: [{ [column]: { gt: at } }, { [column]: at, id: { gt: lastId } }] };
}

const SOURCES: readonly Source[] = [
  async ({ db }, contractId, range) => {
    const rows = await db.contractHistory.findMany({
      where: { contractId, ...beyond('at', 'history', range) },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: range.take,
    });
    return rows.map(({ id, at, by, transition, reason }) => ({
      ...{ kind: 'history', at, by, key: `history ${id}` },
      text: reason === null ? transition : `${transition}: ${reason}`,
    }));
  },
  async ({ db }, contractId, range) => {
    const rows = await db.contractNote.findMany({
      where: { contractId, ...beyond('at', 'note', range) },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      take: range.take,
    });
    return rows.map(({ id, at, by, text }) => ({ kind: 'note', at, by, text, key: `note ${id}` }));
  },
  async ({ db }, contractId, range) => {
    const rows = await db.document.findMany({
      where: { contractId, ...beyond('createdAt', 'document', range) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: range.take,
    });
    return rows.map(({ id, createdAt, createdBy, title }) => ({
      kind: 'document',
      at: createdAt,
      by: createdBy,
      text: title,
      key: `document ${id}`,
    }));
  },
  async ({ db }, contractId, range) => {
    const rows = await db.contractAnnex.findMany({
      where: { contractId, ...beyond('createdAt', 'annex', range) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: range.take,
    });
    return rows.map(({ id, createdAt, createdBy, number, kind, state }) => ({
      ...{ kind: 'annex', at: createdAt, by: createdBy, key: `annex ${id}` },
      text: `${number}: ${kind}, ${state}`,
    }));
  },
  mails,
];

/** Mails that carried a document which the viewer may see: that and when they left, never their text. */
async function mails(ctx: Ctx, contractId: string, range: Range): Promise<Told[]> {
  const documents = await ctx.db.document.findMany({ where: { contractId }, select: { id: true }, take: 1_000 });
  if (documents.length === 0) return [];
  const rows = await brandWide(ctx).db.mailMessage.findMany({
    where: { documentIds: { hasSome: documents.map(({ id }) => id) }, ...beyond('sentAt', 'mail', range) },
    select: { id: true, sentAt: true, subject: true },
    orderBy: [{ sentAt: 'asc' }, { id: 'asc' }],
    take: range.take,
  });
  return rows.map(({ id, sentAt, subject }) => ({ kind: 'mail', at: sentAt, by: null, text: subject, key: `mail ${id}` }));
}

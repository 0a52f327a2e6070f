import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { writeCursor } from '../../core/graphql/cursor.ts';
import { fromRoot } from '../../core/root.ts';
import type { BenchDatabase } from '../database.ts';
import { withClient } from '../database.ts';
import { type Figure, median, rounded, withSpread } from '../figures.ts';
import { once, type Shot, shoot, type Target, warmUp } from '../load.ts';
import { cpuMs, type Started } from '../machine.ts';

export interface Rivals {
  readonly database: BenchDatabase;
  readonly product: Started;
  readonly limit: Started;
  readonly rounds: number;
  readonly seconds: number;
  /** Requests before the first measured one. */
  readonly warm: number;
  readonly say: (line: string) => void;
}

/** One answer that both servers give. */
interface Contest {
  readonly what: string;
  readonly product: Target;
  readonly limit: Target;
  readonly target: number;
}

const LIST = `query List($after: String) { contracts(first: 50, after: $after) { edges { cursor node {
  id number status statusLabel kind annualKwh requestedStartOn createdAt customer { id number firstName lastName city }
  tariff { id code name } partner { id code name } } } pageInfo { hasNextPage endCursor } } }`;
export const QUOTE = `mutation Quote($input: QuoteInput!) { askQuote(input: $input) { id place { municipality gridOperator }
  offers { id rank tariffName firstYearCents runningYearCents blocks { code firstYearCents runningYearCents components { code amount } } }
  marketOffers(first: 500) { supplier name firstYearCents runningYearCents blocks { code firstYearCents } } } }`;
export const ORDER = `mutation Order($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) {
  id number state contracts { id number status } } }`;

/** (a): the first page of 50 of one brand's contracts, and the page a thousand pages further on. */
export async function lists(rivals: Rivals, rows: number): Promise<Figure[]> {
  const page = Math.min(1_000, Math.floor(rows / 2 / 50) - 1);
  const after = await cursorBefore(rivals.database, page);
  const contests = [
    { what: 'list, first page of 50', after: null },
    { what: `list, page ${page.toLocaleString('en')}`, after },
  ].map(({ what, after: cursor }): Contest => {
    const limit = { ...get(rivals, `/contracts${cursor === null ? '' : `?after=${cursor}`}`) };
    return { what, product: graphql(rivals, LIST, { after: cursor }), limit, target: 0.5 };
  });
  for (const contest of contests) await compare(contest, (answer) => answer);
  const [first, later] = await race(rivals, contests);
  if (!first || !later) throw new Error('nothing was measured');
  const speed = later.shots.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (first.shots[round]?.requestsPerSecond ?? Number.NaN),
  );
  return [
    first.figure,
    later.figure,
    {
      what: `page ${page.toLocaleString('en')} against the first page`,
      product: withSpread(speed),
      limit: '',
      ratio: withSpread(speed),
      target: '≥ 0.95',
      isReached: median(speed) >= 0.95,
    },
  ];
}

/** (c): a quote for a postcode over all tariffs of the open data set, for a usual consumption and for ever another one. */
export async function quotes(rivals: Rivals): Promise<Figure[]> {
  let turn = 0;
  const another = () => {
    turn += 1;
    return { input: { ...HOME, annualKwh: 1_000 + (turn % 9_000) } };
  };
  const contests: Contest[] = [
    {
      what: 'quote, 119 tariffs',
      product: graphql(rivals, QUOTE, { input: HOME }),
      limit: post(rivals, '/quotes', { input: HOME }),
      target: 0.5,
    },
    {
      what: 'quote, each for another consumption',
      product: graphqlMany(rivals, QUOTE, another),
      limit: { ...post(rivals, '/quotes', {}), body: () => JSON.stringify(another()) },
      target: 0.5,
    },
  ];
  for (const contest of contests.slice(0, 1)) await compare(contest, comparableQuote);
  return (await race(rivals, contests)).map(({ figure }) => figure);
}

/** (b): an order, from the form to the stored contract. */
export async function orders(rivals: Rivals): Promise<Figure[]> {
  const form = orderForm(firstOffer(await once(graphql(rivals, QUOTE, { input: HOME }))));
  const contest = {
    what: 'order, placed',
    product: graphqlMany(rivals, ORDER, () => ({ input: form(), key: randomUUID() })),
    limit: { ...post(rivals, '/orders', {}), body: () => JSON.stringify({ input: form(), idempotencyKey: randomUUID() }) },
    target: 0.5,
  };
  await compare(contest, (answer) =>
    JSON.stringify(answer).replace(/"[^"]*"(?=[,}])/g, (text) => (/^"([0-9a-f-]{36}|[OC]-.*)"$/.test(text) ? '""' : text)),
  );
  return (await race(rivals, [contest])).map(({ figure }) => figure);
}

const HOME = { postcode: '1010', annualKwh: 3_500 };

/** The offer of a quote that costs least. */
export const firstOffer = (quote: unknown): string | undefined =>
  (quote as { data: { askQuote: { offers: { id: string }[] } } }).data.askQuote.offers[0]?.id;

/** Forms for an offer, each for another metering point. */
export function orderForm(offerId: string | undefined): () => object {
  let turn = Date.now() % 1_000_000_000;
  return () => {
    turn += 1;
    return {
      offerId,
      supplyReason: 'SWITCH',
      requestedStartOn: new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10),
      customer: {
        firstName: 'Ada',
        lastName: 'Muster',
        birthDate: '1980-02-29',
        email: 'ada@demo.example',
        street: 'Ring',
        houseNumber: '1',
        postcode: '1010',
        city: 'Wien',
      },
      meteringPoint: { code: `AT0031${String(turn).padStart(27, '0')}` },
    };
  };
}

const headersOf = ({ database }: Rivals) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${database.apiKey}`,
  'accept-language': 'en',
});
const get = (rivals: Rivals, path: string): Target => ({
  url: `http://127.0.0.1:${rivals.limit.said.port}${path}`,
  method: 'GET',
  headers: headersOf(rivals),
});
const post = (rivals: Rivals, path: string, body: object): Target => ({ ...get(rivals, path), method: 'POST', body: JSON.stringify(body) });
const graphqlMany = (rivals: Rivals, query: string, variables: () => object): Target => ({
  url: `http://127.0.0.1:${rivals.product.said.port}/graphql`,
  method: 'POST',
  headers: { ...headersOf(rivals), host: 'a.localhost' },
  body: () => JSON.stringify({ query, variables: variables() }),
});
const graphql = (rivals: Rivals, query: string, variables: object): Target => {
  const target = graphqlMany(rivals, query, () => variables);
  return { ...target, body: JSON.stringify({ query, variables }) };
};

/** Both must answer the same before it is measured how fast. */
async function compare({ what, product, limit }: Contest, comparable: (answer: unknown) => unknown): Promise<void> {
  const answers = [await once(product), await once(limit)].map(comparable);
  if (isDeepStrictEqual(answers[0], answers[1])) return;
  throw new Error(
    `${what}: the two servers answer differently:\n${answers.map((answer) => JSON.stringify(answer).slice(0, 3_000)).join('\n')}`,
  );
}

/** Without ids, and of the market the fixed prices alone: the counterpart knows the hourly ones by their average. */
function comparableQuote(answer: unknown): unknown {
  const catalogue = JSON.parse(readFileSync(fromRoot('plugins/market-data/data/catalog.json'), 'utf8')) as {
    tariftyp: string;
    tarif_name: string;
  }[];
  const fixed = new Set(catalogue.filter(({ tariftyp }) => tariftyp === 'Fixpreis').map(({ tarif_name }) => tarif_name));
  const isLeftOut = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'supplier' in value && 'name' in value && !fixed.has(String(value.name));
  return JSON.parse(
    JSON.stringify(answer, (name, value: unknown) => {
      if (name === 'id') return undefined;
      return name === 'marketOffers' && Array.isArray(value) ? value.filter((offer) => !isLeftOut(offer)) : value;
    }),
  );
}

const CONNECTIONS = 8;

/** Takes turns, so that whatever else the machine does meets both. The ratio of a round is that of its two neighbours in time. */
async function race({ product, limit, rounds, seconds, warm, say }: Rivals, contests: readonly Contest[]) {
  const results = contests.map((contest) => ({
    contest,
    shots: [] as Shot[],
    ratios: [] as number[],
    limits: [] as number[],
    cpu: [] as number[],
    limitCpu: [] as number[],
  }));
  const measured = async (target: Target, { child }: Started) => {
    const before = cpuMs(child);
    const shot = await shoot(target, { seconds, connections: CONNECTIONS });
    return { shot, cpu: (cpuMs(child) - before) / shot.requests };
  };
  for (const { contest } of results) for (const target of [contest.product, contest.limit]) await warmUp(target, warm);
  for (let round = 1; round <= rounds; round++) {
    for (const result of results) {
      const ours = await measured(result.contest.product, product);
      const theirs = await measured(result.contest.limit, limit);
      result.shots.push(ours.shot);
      result.cpu.push(ours.cpu);
      result.limitCpu.push(theirs.cpu);
      result.limits.push(theirs.shot.requestsPerSecond);
      result.ratios.push(ours.shot.requestsPerSecond / theirs.shot.requestsPerSecond);
      say(
        `${result.contest.what}, round ${round}: ${rounded(ours.shot.requestsPerSecond, 0)}/s (${rounded(ours.cpu)} ms) against ${rounded(theirs.shot.requestsPerSecond, 0)}/s (${rounded(theirs.cpu)} ms)`,
      );
    }
  }
  return results.map(({ contest, shots, ratios, limits, cpu, limitCpu }) => ({
    shots,
    figure: {
      what: contest.what,
      product: `${rounded(median(shots.map((shot) => shot.requestsPerSecond)), 0)}/s, ${rounded(median(cpu))} ms processor time`,
      limit: `${rounded(median(limits), 0)}/s, ${rounded(median(limitCpu))} ms processor time`,
      ratio: withSpread(ratios),
      target: `≥ ${rounded(contest.target)}`,
      isReached: median(ratios) >= contest.target,
    },
  }));
}

/** The cursor of the last row before a page. */
const cursorBefore = ({ connectionString, brandId }: BenchDatabase, page: number): Promise<string> =>
  withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ id: string; createdAt: Date }>(
      'select id, created_at as "createdAt" from contract where brand_id = $1 order by created_at desc, id desc offset $2 limit 1',
      [brandId, (page - 1) * 50 - 1],
    );
    if (!rows[0]) throw new Error(`There is no page ${page}`);
    return writeCursor({ list: 'contracts', model: 'Contract', sort: 'CREATED_AT', column: 'createdAt', direction: 'DESC' }, rows[0]);
  });

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { fromRoot } from '../../core/root.ts';
import { costsOfPlaces, type PlaceCosts } from './places.ts';

/** All figures here are whole numbers: millionths of a cent, without value added tax. */
interface Tariff {
  readonly supplier: string;
  readonly name: string;
  readonly isGreen: boolean;
  /** A month. */
  readonly base: number;
  /** A kWh. */
  readonly energy: number;
  readonly bonusPerKwh: number;
  /** Gross, whole cents. */
  readonly bonusCents: number;
}
type Own = Tariff & { readonly priceId: string };

interface Wish {
  readonly postcode: string;
  readonly annualKwh: number;
}

/** Prices a postcode over all tariffs and keeps what was shown: one statement writes the quote and its offers. */
export async function createQuotes(pool: pg.Pool, brandId: string): Promise<(body: unknown) => Promise<string>> {
  const own = await ownTariffs(pool, brandId);
  const others = market();
  const places = costsOfPlaces();
  return async (body) => {
    const { postcode, annualKwh } = (body as { input: Wish }).input;
    const place = places(postcode);
    if (!place || !Number.isInteger(annualKwh) || annualKwh < 1 || annualKwh > 100_000)
      return JSON.stringify({ errors: ['postcode, annualKwh'] });
    const offers = own
      .map((tariff) => ({ priceId: tariff.priceId, ...priced(tariff, place, annualKwh), isGreen: tariff.isGreen }))
      .sort((a, b) => a.firstYearCents - b.firstYearCents || (a.name < b.name ? -1 : 1))
      .map((offer, index) => ({ id: randomUUID(), rank: index + 1, ...offer }));
    const marketOffers = others
      .map((tariff) => priced(tariff, place, annualKwh))
      .sort((a, b) => a.firstYearCents - b.firstYearCents || compare(a.supplier, b.supplier) || compare(a.name, b.name))
      .map(({ supplier, name, firstYearCents, runningYearCents, blocks }) => ({
        supplier,
        name,
        firstYearCents,
        runningYearCents,
        blocks: blocks.map(({ code, firstYearCents: cents }) => ({ code, firstYearCents: cents })),
      }));
    const id = randomUUID();
    const place_ = { municipality: place.municipality, gridOperator: place.gridOperator };
    await pool.query({
      ...WRITE,
      values: [
        brandId,
        id,
        postcode,
        annualKwh,
        JSON.stringify({ place: place_, marketOffers }),
        offers.map((offer) => offer.id),
        offers.map((offer) => offer.priceId),
        offers.map((offer) => offer.rank),
        offers.map((offer) => offer.firstYearCents),
        offers.map((offer) => offer.runningYearCents),
        offers.map(({ blocks }) => JSON.stringify(blocks)),
      ],
    });
    const shown = offers.map(({ id: offerId, rank, name, firstYearCents, runningYearCents, blocks }) => ({
      id: offerId,
      rank,
      tariffName: name,
      firstYearCents,
      runningYearCents,
      blocks,
    }));
    return JSON.stringify({ data: { askQuote: { id, place: place_, offers: shown, marketOffers } } });
  };
}

const { compare } = new Intl.Collator('de');
const MILLION = 1_000_000;
/** 20 % value added tax, commercially rounded to the cent. */
const gross = (net: number): number => Math.floor((net * 12 + 5 * MILLION) / (10 * MILLION));
/** "12.345" EUR of millionths of a cent. */
function eur(amount: number): string {
  const whole = Math.trunc(amount / 1e8);
  const rest = Math.abs(amount % 1e8);
  const digits = rest === 0 ? '' : `.${String(rest).padStart(8, '0').replace(/0+$/, '')}`;
  return `${amount < 0 && whole === 0 ? '-' : ''}${whole}${digits}`;
}

function priced(tariff: Tariff, place: PlaceCosts, kwh: number) {
  const energy = tariff.energy * kwh;
  const base = tariff.base * 12;
  const bonus = tariff.bonusPerKwh * kwh;
  const lines = [line('energy-price', energy), line('base-price', base)];
  if (bonus !== 0) lines.push(line('bonus-per-kwh', -bonus));
  if (tariff.bonusCents !== 0) lines.push(line('bonus', -tariff.bonusCents * MILLION));
  const first = Math.floor(((energy + base - bonus) * 12 - tariff.bonusCents * 10 * MILLION + 5 * MILLION) / (10 * MILLION));
  const blocks = [
    { code: 'energy', firstYearCents: Math.max(0, first), runningYearCents: gross(energy + base), components: lines },
    ...place.blocks(kwh, energy).map(({ code, parts, net }) => ({
      code,
      firstYearCents: gross(net),
      runningYearCents: gross(net),
      components: parts.map((part) => line(part.code, part.amount)),
    })),
  ];
  const sum = (of: 'firstYearCents' | 'runningYearCents') => blocks.reduce((total, block) => total + block[of], 0);
  return {
    supplier: tariff.supplier,
    name: tariff.name,
    firstYearCents: sum('firstYearCents'),
    runningYearCents: sum('runningYearCents'),
    blocks,
  };
}

const line = (code: string, amount: number) => ({ code, amount: eur(amount) });

const micro = (ct: unknown): number => Math.round(Number(ct) * MILLION);

async function ownTariffs(pool: pg.Pool, brandId: string): Promise<Own[]> {
  const { rows } = await pool.query<{
    id: string;
    name: string;
    is_green: boolean;
    components: readonly Readonly<Record<string, unknown>>[];
  }>(
    `select p.id, t.name, t.is_green, p.components from tariff_price p join tariff t on t.brand_id = p.brand_id and t.id = p.tariff_id
     where p.brand_id = $1 and p.state = 'PUBLISHED' and p.valid_from <= current_date and coalesce(p.valid_to > current_date, true)`,
    [brandId],
  );
  return rows.map(({ id, name, is_green, components }) => {
    const of = (kind: string) => components.find((part) => part.kind === kind) ?? {};
    return {
      priceId: id,
      supplier: '',
      name,
      isGreen: is_green,
      base: micro(of('base-fee').amount ?? 0) * 100,
      energy: micro(of('energy').price ?? 0),
      bonusPerKwh: micro(of('bonus').amount ?? 0),
      bonusCents: 0,
    };
  });
}

/** A year's day-ahead prices for a household, on average: taken as known, and so only roughly what the product reckons hour by hour. */
const SPOT = 10.5 * MILLION;

/** The other suppliers' prices of the open data set. */
function market(): Tariff[] {
  const rows = JSON.parse(readFileSync(fromRoot('plugins/market-data/data/catalog.json'), 'utf8')) as readonly Readonly<
    Record<string, unknown>
  >[];
  return rows
    .filter((row) => row.key !== 'kelag' && (row.tariftyp === 'Fixpreis' || row.spot_index === 'EPEX AT'))
    .map((row) => ({
      supplier: String(row.lieferant),
      name: String(row.tarif_name),
      isGreen: Boolean(row.ist_oekostrom),
      base: micro(row.grundgebuehr_eur_monat) * 100,
      energy: row.tariftyp === 'Fixpreis' ? micro(row.energiepreis_ct_kwh) : SPOT + micro(row.spot_aufschlag_ct),
      bonusPerKwh: micro(row.neukundenrabatt_ct_kwh),
      bonusCents: Math.round(Number(row.neukundenrabatt_eur) * 100),
    }));
}

const WRITE = {
  name: 'quote-write',
  text: `
  with made as (
    insert into quote (id, brand_id, created_by, commodity, segment, postcode, annual_kwh, prices_as_of, valid_until, result)
    values ($2, $1, 'limit', 'ELECTRICITY', 'HOUSEHOLD', $3, $4, current_date, now() + interval '14 days', $5)
  )
  insert into quote_offer (id, brand_id, quote_id, tariff_price_id, rank, first_year_cents, running_year_cents, breakdown)
  select o.id, $1, $2, o.price, o.rank, o.first, o.running, o.breakdown
  from unnest($6::uuid[], $7::uuid[], $8::int[], $9::int[], $10::int[], $11::jsonb[]) as o(id, price, rank, first, running, breakdown)`,
};

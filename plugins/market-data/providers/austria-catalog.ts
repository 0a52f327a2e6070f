import type { TariffTerms } from '#core';
import type { CatalogTariff } from './austria-files.ts';
import { AUSTRIAN_VAT } from './austria-levies.ts';
import { EPEX_AT } from './austria-spot.ts';
import type { MarketOffers, MarketTariff } from './market-data-provider.ts';

/**
 * The tariffs with a fixed price, and those by the hour whose market and surcharge are listed. What follows a monthly index has no
 * price of a year that anybody knows. The catalogue is the list of one day and says nothing about the days before.
 */
export function austrianOffers(catalog: readonly CatalogTariff[], asOf: string): MarketOffers {
  const { listedOn, offers } = readList(catalog);
  if (asOf >= listedOn) return offers;
  return { tariffs: [], notices: [`The market's list prices are known from ${listedOn} on; none are shown for ${asOf}.`] };
}

interface ReadList {
  readonly listedOn: string;
  readonly offers: MarketOffers;
}

const lists = new WeakMap<readonly CatalogTariff[], ReadList>();

/** A catalogue is one list, whoever asks: read once. */
function readList(catalog: readonly CatalogTariff[]): ReadList {
  const known = lists.get(catalog);
  if (known) return known;
  const listedOn = listDay(catalog);
  const list = { listedOn, offers: offersOn(listedOn, catalog) };
  lists.set(catalog, list);
  return list;
}

function offersOn(listedOn: string, catalog: readonly CatalogTariff[]): MarketOffers {
  const priced = catalog.filter((entry) => entry.tariftyp === 'Fixpreis' || isSpot(entry));
  const left = catalog.length - priced.length;
  return {
    tariffs: priced.map(marketTariff),
    notices: [
      `Market offers: list prices of ${listedOn}, taken as available everywhere.`,
      ...(left === 0 ? [] : [`Not shown: ${left} tariffs of the market that follow a monthly index or name no market.`]),
    ],
  };
}

/** By the hour, at a market whose prices are known. */
const isSpot = ({ tariftyp, spot_index }: CatalogTariff): boolean => tariftyp === 'Stundenfloater' && spot_index === 'EPEX AT';

/** The day on which the list was last confirmed. */
const listDay = (catalog: readonly CatalogTariff[]): string =>
  catalog
    .map(({ zuletzt_bestaetigt }) => zuletzt_bestaetigt.slice(0, 10))
    .sort()
    .at(-1) ?? '';

const marketTariff = (entry: CatalogTariff): MarketTariff => ({
  supplierKey: entry.key,
  supplier: entry.lieferant,
  name: entry.tarif_name,
  isGreen: entry.ist_oekostrom,
  guaranteeMonths: entry.preisgarantie_monate ?? 0,
  // The catalogue says whether there is a minimum term (hat_bindung), not how long it is.
  minimumTermMonths: 0,
  bonusCondition: entry.neukundenrabatt_name || null,
  terms: {
    basis: 'NET',
    vatRate: AUSTRIAN_VAT,
    components: [
      isSpot(entry)
        ? { kind: 'energy', rate: 'spot', index: EPEX_AT, surcharge: entry.spot_aufschlag_ct.toFixed() }
        : { kind: 'energy', rate: 'single', price: entry.energiepreis_ct_kwh.toFixed() },
      { kind: 'base-fee', amount: entry.grundgebuehr_eur_monat.toFixed(), per: 'month', proration: 'days' },
      ...bonuses(entry),
    ],
  },
});

function bonuses(entry: CatalogTariff): TariffTerms['components'][number][] {
  const forms = [
    { form: 'per-kwh' as const, amount: entry.neukundenrabatt_ct_kwh },
    // One gross amount a year, as the source's own calculator takes it: whole cents.
    { form: 'fixed' as const, amount: entry.neukundenrabatt_eur.toDecimalPlaces(2) },
  ];
  return forms
    .filter(({ amount }) => !amount.isZero())
    .map(({ form, amount }) => ({
      kind: 'bonus',
      form,
      amount: amount.toFixed(),
      base: 'first-year',
      audience: 'new-customer',
      payable: { on: 'annual-bill' },
      condition: entry.neukundenrabatt_name || null,
    }));
}

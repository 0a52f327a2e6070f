import type { TariffTerms } from '#core';
import type { CatalogTariff } from './austria-files.ts';
import { AUSTRIAN_VAT } from './austria-levies.ts';
import type { MarketOffers, MarketTariff } from './market-data-provider.ts';

/** The fixed-price tariffs. The catalogue is the list of one day and says nothing about the days before. */
export function austrianOffers(catalog: readonly CatalogTariff[], asOf: string): MarketOffers {
  const listedOn = listDay(catalog);
  if (asOf < listedOn)
    return { tariffs: [], notices: [`The market's list prices are known from ${listedOn} on; none are shown for ${asOf}.`] };
  return {
    tariffs: catalog.filter(({ tariftyp }) => tariftyp === 'Fixpreis').map(marketTariff),
    notices: [`Market offers: list prices of ${listedOn}, taken as available everywhere.`],
  };
}

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
      { kind: 'energy', rate: 'single', price: entry.energiepreis_ct_kwh.toFixed() },
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

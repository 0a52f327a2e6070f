import { toCents } from '#core';
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
    basePrice: entry.grundgebuehr_eur_monat,
    energyPrice: entry.energiepreis_ct_kwh,
    vatRate: AUSTRIAN_VAT,
    // One gross amount a year, as the source's own calculator takes it.
    bonusCents: toCents(entry.neukundenrabatt_eur),
    bonusPerKwh: entry.neukundenrabatt_ct_kwh,
  },
});

import { readFile } from 'node:fs/promises';
import { Decimal, fromRoot, z } from '#core';

/** Made from the number's text, so that 8.79 is 8.79 and not the nearest binary fraction. */
const decimal = z
  .number()
  .nonnegative()
  .transform((number) => new Decimal(String(number)));
const day = z.iso.date();

const municipality = z.object({ name: z.string().min(1), bundesland: z.string().min(1) });
const postcode = z.object({ plz: z.string().regex(/^\d{4}$/), gemeinden: z.array(municipality).min(1) });

const priceSheet = z.object({
  key: z.string(),
  name: z.string(),
  bundesland: z.string(),
  enclaves: z.array(z.string()),
  gemeinden: z.array(z.string()),
  netznutzung_arbeitspreis_ct_kwh: decimal,
  netznutzung_pauschale_eur_jahr: decimal,
  netzverlust_ct_kwh: decimal,
  gueltig_ab: day,
  quelle: z.string(),
});

const attribution = z.object({
  key: z.string(),
  name: z.string(),
  bundesland: z.string(),
  gemeinden: z.array(z.string()).min(1),
  tarif_referenz: z.string(),
});

const ruleFacts = { satz: decimal, gemeinde: z.string(), quelle: z.string(), gueltig_ab: day };
const usageRule = z.discriminatedUnion('typ', [
  z.object({ typ: z.literal('prozent'), basis: z.enum(['energie', 'netz', 'energie_und_netz']), ...ruleFacts }),
  z.object({ typ: z.literal('ct_kwh'), basis: z.literal('verbrauch'), ...ruleFacts }),
]);

const levies = z.object({
  federal: z.object({
    eag_foerderbeitrag_ap_ct_kwh: decimal,
    eag_foerderbeitrag_verlust_ct_kwh: decimal,
    eag_foerderpauschale_eur_jahr: decimal,
    elektrizitaetsabgabe_haushalt_ct_kwh: decimal,
    elektrizitaetsabgabe_regulaer_ct_kwh: decimal,
    elektrizitaetsabgabe_senkung_gueltig_bis: day,
    gueltig_ab: day,
    quelle: z.string(),
  }),
  gebrauchsabgabe_je_vnb: z.record(z.string(), usageRule),
  gebrauchsabgabe_longtail_plz: z.record(z.string(), usageRule),
});

const tariff = z.object({
  key: z.string(),
  lieferant: z.string(),
  tarif_name: z.string(),
  tariftyp: z.enum(['Fixpreis', 'Monatsfloater', 'Stundenfloater']),
  energiepreis_ct_kwh: decimal,
  grundgebuehr_eur_monat: decimal,
  spot_aufschlag_ct: decimal,
  spot_index: z.string(),
  ist_oekostrom: z.boolean(),
  neukundenrabatt_eur: decimal,
  neukundenrabatt_ct_kwh: decimal,
  neukundenrabatt_name: z.string(),
  preisgarantie_monate: z.number().int().nonnegative().nullable(),
  /** An instant, or empty where the entry was taken over from an earlier list. */
  zuletzt_bestaetigt: z.string().regex(/^(\d{4}-\d{2}-\d{2}T.*)?$/),
});

export type Municipality = z.infer<typeof municipality>;
export type PriceSheet = z.infer<typeof priceSheet>;
export type Attribution = z.infer<typeof attribution>;
export type UsageRule = z.infer<typeof usageRule>;
export type FederalLevies = z.infer<typeof levies>['federal'];
export type CatalogTariff = z.infer<typeof tariff>;

/** The files of `data/`, checked and with the prices as decimals; names are those of the source. */
export interface AustrianMarket {
  readonly municipalities: ReadonlyMap<string, readonly Municipality[]>;
  readonly priceSheets: readonly PriceSheet[];
  readonly attributions: readonly Attribution[];
  readonly levies: z.infer<typeof levies>;
  readonly catalog: readonly CatalogTariff[];
}

let market: Promise<AustrianMarket> | undefined;

/** Read and checked on first use, then kept. A failed read is tried again the next time. */
export function austrianMarket(): Promise<AustrianMarket> {
  market ??= readMarket().catch((cause: unknown) => {
    market = undefined;
    throw cause;
  });
  return market;
}

async function readMarket(): Promise<AustrianMarket> {
  const [postcodes, priceSheets, attributions, rules, catalog] = await Promise.all([
    read('plz_netzbereich.json', z.array(postcode)),
    read('netzkosten.json', z.array(priceSheet)),
    read('vnb_attribution.json', z.array(attribution)),
    read('abgaben.json', levies),
    read('catalog.json', z.array(tariff)),
  ]);
  const municipalities = new Map(postcodes.map(({ plz, gemeinden }) => [plz, gemeinden]));
  return { municipalities, priceSheets, attributions, levies: rules, catalog };
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const path = `plugins/market-data/data/${file}`;
  const parsed = schema.safeParse(JSON.parse(await readFile(fromRoot(path), 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not as expected; restore it or correct the entry: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

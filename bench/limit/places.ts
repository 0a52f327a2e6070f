import { readFileSync } from 'node:fs';
import { fromRoot } from '../../core/root.ts';

interface Part {
  readonly code: string;
  readonly amount: number;
}

/** What a place adds to the energy, in millionths of a cent without value added tax. */
export interface PlaceCosts {
  readonly municipality: string;
  readonly gridOperator: string;
  readonly blocks: (
    kwh: number,
    energy: number,
  ) => readonly { readonly code: string; readonly net: number; readonly parts: readonly Part[] }[];
}

const read = (name: string) => JSON.parse(readFileSync(fromRoot(`plugins/market-data/data/${name}.json`), 'utf8')) as never;
const micro = (ct: number): number => Math.round(ct * 1_000_000);

/** Costs by postcode, from the same files as the product's. Vienna alone: one grid operator, one rule. */
export function costsOfPlaces(): (postcode: string) => PlaceCosts | undefined {
  const operators: readonly Readonly<Record<string, never>>[] = read('netzkosten');
  const levies: { federal: Record<string, number>; gebrauchsabgabe_je_vnb: Record<string, { satz: number }> } = read('abgaben');
  const postcodes: readonly { plz: string; gemeinden: readonly { name: string }[] }[] = read('plz_netzbereich');
  const grid = operators.find(({ key }) => key === 'wiener_netze');
  const share = Math.round(Number(levies.gebrauchsabgabe_je_vnb.wiener_netze?.satz) * 100);
  if (!grid || !share) throw new Error('The files of market-data have changed: adapt bench/limit/places.ts');
  const { federal } = levies;

  const perKwh = {
    'grid-usage': micro(Number(grid.netznutzung_arbeitspreis_ct_kwh)),
    'grid-loss': micro(Number(grid.netzverlust_ct_kwh)),
    'renewables-contribution': micro(Number(federal.eag_foerderbeitrag_ap_ct_kwh)),
    'renewables-contribution-loss': micro(Number(federal.eag_foerderbeitrag_verlust_ct_kwh)),
    'electricity-tax': micro(Number(federal.elektrizitaetsabgabe_haushalt_ct_kwh)),
  };
  const flatFee = micro(Number(grid.netznutzung_pauschale_eur_jahr) * 100);
  const renewablesFee = micro(Number(federal.eag_foerderpauschale_eur_jahr) * 100);

  const costs: PlaceCosts = {
    municipality: 'Wien',
    gridOperator: String(grid.name),
    blocks(kwh, energy) {
      const times = (code: keyof typeof perKwh): Part => ({ code, amount: perKwh[code] * kwh });
      const own = [times('grid-usage'), times('grid-loss'), { code: 'grid-flat-fee', amount: flatFee }];
      const federals = [
        times('renewables-contribution'),
        times('renewables-contribution-loss'),
        times('electricity-tax'),
        { code: 'renewables-flat-fee', amount: renewablesFee },
      ];
      const ofGrid = own.reduce((sum, { amount }) => sum + amount, 0);
      const usage = [
        { code: 'usage-levy-energy', amount: (energy * share) / 100 },
        { code: 'usage-levy-grid', amount: (ofGrid * share) / 100 },
      ];
      const total = (parts: readonly Part[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);
      return [
        { code: 'grid', net: total([...own, ...federals]), parts: [...own, ...federals] },
        { code: 'usage-levy', net: total(usage), parts: usage },
      ];
    },
  };
  const viennese = new Set(
    postcodes.filter(({ gemeinden }) => gemeinden.length === 1 && gemeinden[0]?.name === 'Wien').map(({ plz }) => plz),
  );
  return (postcode) => (viennese.has(postcode) ? costs : undefined);
}

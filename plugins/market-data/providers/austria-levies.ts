import { addDays, Decimal } from '#core';
import type { AustrianMarket, FederalLevies, UsageRule } from './austria-files.ts';
import type { Levies, Levy, LevyChange, LevyQuestion, UsageLevy } from './market-data-provider.ts';

/** § 10 Abs. 1 UStG 1994. */
export const AUSTRIAN_VAT = new Decimal('0.2');

/** Levies of a household at a place on a day. */
export function austrianLevies({ levies, municipalities }: AustrianMarket, question: LevyQuestion, asOf: string): Levies {
  const { usageLevy, notices } = usageLevyAt(levies, question, municipalities.get(question.postcode)?.length ?? 0);
  return {
    validFrom: levies.federal.gueltig_ab,
    vatRate: AUSTRIAN_VAT,
    levies: federalLevies(levies.federal, asOf),
    changes: knownChanges(levies.federal, asOf),
    usageLevy,
    notices,
  };
}

function federalLevies(federal: FederalLevies, asOf: string): readonly Levy[] {
  const source = federal.quelle;
  const tax = isTaxReduced(federal, asOf) ? federal.elektrizitaetsabgabe_haushalt_ct_kwh : federal.elektrizitaetsabgabe_regulaer_ct_kwh;
  return [
    { code: 'renewables-contribution', unitPrice: federal.eag_foerderbeitrag_ap_ct_kwh, priceUnit: 'ct/kWh', source },
    { code: 'renewables-contribution-loss', unitPrice: federal.eag_foerderbeitrag_verlust_ct_kwh, priceUnit: 'ct/kWh', source },
    { code: 'electricity-tax', unitPrice: tax, priceUnit: 'ct/kWh', source },
    { code: 'renewables-flat-fee', unitPrice: federal.eag_foerderpauschale_eur_jahr, priceUnit: 'EUR/year', source },
  ];
}

/** The reduction of the household electricity tax has an end that is already law. */
function knownChanges(federal: FederalLevies, asOf: string): readonly LevyChange[] {
  if (!isTaxReduced(federal, asOf)) return [];
  const difference = federal.elektrizitaetsabgabe_regulaer_ct_kwh.minus(federal.elektrizitaetsabgabe_haushalt_ct_kwh);
  const changesOn = addDays(federal.elektrizitaetsabgabe_senkung_gueltig_bis, 1);
  return [{ code: 'electricity-tax', changesOn, difference, source: federal.quelle }];
}

const isTaxReduced = (federal: FederalLevies, asOf: string): boolean => asOf <= federal.elektrizitaetsabgabe_senkung_gueltig_bis;

/**
 * The grid operator's rule, else the postcode's. The latter names one municipality: where the postcode has several, it counts
 * only for that one, and as long as nobody said which one it is, the levy is left out and a notice says so (as the data's own
 * calculator does).
 */
function usageLevyAt(
  { gebrauchsabgabe_je_vnb: byOperator, gebrauchsabgabe_longtail_plz: byPostcode }: AustrianMarket['levies'],
  { postcode, municipality, gridOperatorId }: LevyQuestion,
  municipalityCount: number,
): Pick<Levies, 'usageLevy' | 'notices'> {
  const operatorRule = byOperator[gridOperatorId];
  if (operatorRule) return { usageLevy: usageLevy(`operator:${gridOperatorId}`, operatorRule), notices: [] };

  const rule = byPostcode[postcode];
  if (rule && (municipalityCount === 1 || (municipality !== null && isNamed(rule, municipality)))) {
    return { usageLevy: usageLevy(`postcode:${postcode}`, rule), notices: [] };
  }
  const notice =
    rule && municipality === null
      ? `Not included: the municipal usage levy of ${rule.gemeinde}, since ${postcode} has several municipalities and none was chosen. ${rule.quelle}`
      : `No verified municipal usage levy is known for ${municipality ?? postcode}; none is included.`;
  return { usageLevy: null, notices: [notice] };
}

/** The levy list shortens names: "Neumarkt" is "Neumarkt in der Steiermark", "Kleinneusiedl" is "Klein-Neusiedl". */
function isNamed({ gemeinde }: UsageRule, municipality: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replaceAll('-', '');
  return plain(municipality) === plain(gemeinde) || municipality.startsWith(`${gemeinde} in `);
}

const BASES = { energie: ['ENERGY'], netz: ['GRID'], energie_und_netz: ['ENERGY', 'GRID'] } as const;

const usageLevy = (id: string, rule: UsageRule): UsageLevy => ({
  id,
  validFrom: rule.gueltig_ab,
  charge: rule.typ === 'prozent' ? { kind: 'SHARE', share: rule.satz, of: BASES[rule.basis] } : { kind: 'PER_KWH', price: rule.satz },
  source: rule.quelle,
});

import type { Attribution, AustrianMarket, Municipality, PriceSheet } from './austria-files.ts';
import type { GridCandidate, GridCosts } from './market-data-provider.ts';

type Operators = Pick<AustrianMarket, 'priceSheets' | 'attributions'>;

/** The grid operators of a postcode's municipalities; who serves most of them comes first, then by name. */
export function gridCandidates(operators: Operators, municipalities: readonly Municipality[]): readonly GridCandidate[] {
  const byOperator = new Map<string, { gridOperator: GridCandidate['gridOperator']; municipalities: string[] }>();
  for (const municipality of municipalities) {
    const { key, name } = operatorOf(operators, municipality);
    const candidate = byOperator.get(key) ?? { gridOperator: { id: key, name }, municipalities: [] };
    candidate.municipalities.push(municipality.name);
    byOperator.set(key, candidate);
  }
  return [...byOperator.values()].sort(
    (a, b) => b.municipalities.length - a.municipalities.length || a.gridOperator.name.localeCompare(b.gridOperator.name, 'de'),
  );
}

/** The operator's own price sheet, or the one it uses. */
export function gridCostsOf({ priceSheets, attributions }: Operators, gridOperatorId: string): GridCosts {
  const priceSheetId = attributions.find(({ key }) => key === gridOperatorId)?.tarif_referenz ?? gridOperatorId;
  const sheet = priceSheets.find(({ key }) => key === priceSheetId);
  if (!sheet) throw new Error(`netzkosten.json has no price sheet "${priceSheetId}" for the grid operator "${gridOperatorId}"; add it`);
  return {
    priceSheetId,
    validFrom: sheet.gueltig_ab,
    usagePrice: sheet.netznutzung_arbeitspreis_ct_kwh,
    usageFlatFee: sheet.netznutzung_pauschale_eur_jahr,
    lossPrice: sheet.netzverlust_ct_kwh,
    source: sheet.quelle,
  };
}

/** Who names the municipality serves it; else the federal state's operator, unless the municipality is an enclave in its area. */
function operatorOf({ priceSheets, attributions }: Operators, { name, bundesland }: Municipality): PriceSheet | Attribution {
  const inState = <T extends PriceSheet | Attribution>(operators: readonly T[]): T[] =>
    operators.filter((operator) => operator.bundesland === bundesland);

  const local = [...inState(priceSheets), ...inState(attributions)].filter(({ gemeinden }) => gemeinden.includes(name));
  const regional = inState(priceSheets).filter(({ gemeinden, enclaves }) => gemeinden.length === 0 && !enclaves.includes(name));
  const found = local.length > 0 ? local : regional;

  const [operator] = found;
  if (!operator || found.length > 1) {
    throw new Error(
      `netzkosten.json and vnb_attribution.json name ${found.length} grid operators for ${name} (${bundesland}), not one; correct "gemeinden" and "enclaves"`,
    );
  }
  return operator;
}

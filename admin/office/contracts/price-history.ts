import { z } from 'zod/mini';
import { today } from '../../kit/format.ts';
import type { ContractOfPage } from './contract.page.tsx';

/** What a contract costs from a day on, gross. */
export interface PriceStep {
  readonly from: string;
  /** First day of another price; null = open. */
  readonly to: string | null;
  readonly tariff: string;
  /** ct/kWh; null where it is no single price. */
  readonly energyCt: number | null;
  /** EUR a month. */
  readonly baseEur: number | null;
}

const Components = z.array(
  z.looseObject({
    kind: z.string(),
    rate: z.optional(z.string()),
    price: z.optional(z.string()),
    amount: z.optional(z.string()),
    per: z.optional(z.string()),
  }),
);

type Slice = ContractOfPage['tariffs'][number];
type Version = Slice['tariff']['prices'][number];

/** Prices in their order: while the guarantee lasts, the version that was sold; then every version of the tariff. */
export function priceHistory({ tariffs, priceGuaranteeEndsOn }: Pick<ContractOfPage, 'tariffs' | 'priceGuaranteeEndsOn'>): PriceStep[] {
  return tariffs.flatMap((slice) => {
    const versions = slice.tariff.prices
      .filter(
        ({ validFrom, validTo }) =>
          (validTo === null || validTo > slice.validFrom) && (slice.validTo === null || validFrom < slice.validTo),
      )
      .toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
    const kept = versions.filter(({ validFrom }, at) => at === 0 || priceGuaranteeEndsOn === null || validFrom >= priceGuaranteeEndsOn);
    return kept.map((version, at) => stepOf(slice, version, kept[at + 1]?.validFrom ?? slice.validTo));
  });
}

function stepOf({ validFrom, tariff }: Slice, version: Version, to: string | null): PriceStep {
  return { from: version.validFrom > validFrom ? version.validFrom : validFrom, to, tariff: tariff.name, ...pricesOf(version) };
}

/** What a version of a price asks for, gross: its one energy price and its base fee, as far as it has them. */
export function pricesOf({
  components: stored,
  basis,
  vatRate,
}: Pick<Version, 'components' | 'basis' | 'vatRate'>): Pick<PriceStep, 'energyCt' | 'baseEur'> {
  const components = Components.safeParse(stored).data ?? [];
  const factor = basis === 'NET' ? 1 + Number(vatRate ?? 0) : 1;
  const energy = components.find(({ kind, rate }) => kind === 'energy' && rate === 'single');
  const base = components.find(({ kind }) => kind === 'base-fee');
  return {
    energyCt: energy?.price === undefined ? null : Number(energy.price) * factor,
    baseEur: base?.amount === undefined ? null : (Number(base.amount) * factor) / (base.per === 'year' ? 12 : 1),
  };
}

/** The price of today, else the next one. */
export function priceNow(contract: ContractOfPage): PriceStep | null {
  const steps = priceHistory(contract);
  const now = today();
  return (
    steps.find(({ from, to }) => from <= now && (to === null || to > now)) ?? steps.find(({ from }) => from > now) ?? steps.at(-1) ?? null
  );
}

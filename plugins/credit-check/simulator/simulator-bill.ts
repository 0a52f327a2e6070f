/** What was asked, and what it costs. */
export interface BillLine {
  readonly bureau: string;
  readonly product: string;
  readonly cents: number;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  /** A report that replaces a cheaper one of the same bureau costs the difference. */
  readonly charge: (
    bureau: string,
    report: { readonly id: string; readonly product: string; readonly upgradeOf?: string | undefined },
  ) => void;
}

/** Invented prices, cents. */
const PRICES: Readonly<Record<string, number>> = { compact: 300, full: 950, negative: 120, detailed: 1_450, profile: 900, score: 140 };
const ELSE = 200;

export function billing(): Bill {
  const lines: BillLine[] = [];
  const paid = new Map<string, number>();
  return {
    lines,
    charge: (bureau, { id, product, upgradeOf }) => {
      const price = PRICES[product] ?? ELSE;
      const before = upgradeOf === undefined ? 0 : (paid.get(`${bureau} ${upgradeOf}`) ?? 0);
      paid.set(`${bureau} ${id}`, price);
      lines.push({ bureau, product, cents: Math.max(0, price - before) });
    },
  };
}

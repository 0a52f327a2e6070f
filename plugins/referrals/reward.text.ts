import { formatCents } from '#core';

/** "50,00 €" in the reader's language. */
export const rewardText = ({
  cents,
  currency,
  language,
}: {
  readonly cents: number;
  readonly currency: string;
  readonly language: string;
}) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(formatCents(cents)));

import { addDays, type PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { stateCode } from '../places/countries.ts';
import { earliestStart } from '../rules/supply-start.ts';
import { withdrawalEndsOn } from '../rules/withdrawal.ts';
import type { Facts, OfferFacts } from './order.facts.ts';
import type { SoundEnvelope, SoundSupply } from './order.form.ts';

interface Sale {
  readonly country: string;
  /** What is sold; electricity while nothing is chosen. */
  readonly offer: OfferFacts | null;
  readonly today: PlainDate;
  readonly envelope: SoundEnvelope;
  readonly facts: Facts;
  readonly answers: SoundSupply;
}

export interface StartRule {
  /** First day that may be supplied; behind us where a move-in may be told late. */
  readonly earliest: PlainDate;
  /** False = no confirmed rule for this country and commodity: never before tomorrow, and the seller is told. */
  readonly isKnown: boolean;
}

/** When supply may start, by the market's rule of today. */
export function startRule({ country, offer, today, answers, reason }: Sale & { readonly reason: 'SWITCH' | 'MOVE_IN' }): StartRule {
  const endsOldContract = answers.endsOldContract ?? false;
  const rule = unlessUnknown(() => earliestStart({ ...soldIn(country, offer), reason, endsOldContract, today }));
  return rule ? { earliest: rule.earliest, isKnown: true } : { earliest: addDays(today, 1), isKnown: false };
}

/** Last day on which the customer may withdraw; null = no right to, or no confirmed rule. */
export function withdrawalOf({ country, offer, today, envelope, facts }: Omit<Sale, 'answers'>): PlainDate | null {
  const { salesChannel = 'DISTANCE', signedOn = today } = envelope;
  const channel = salesChannel === 'PHONE' ? 'DISTANCE' : salesChannel;
  return (
    unlessUnknown(() => withdrawalEndsOn({ ...soldIn(country, offer), channel, signedOn, isConsumer: isConsumerOf(envelope, facts) }))
      ?.acceptedUntil ?? null
  );
}

/** Protected as a consumer: people are, companies are not. */
export const isConsumerOf = ({ customer }: SoundEnvelope, facts: Facts): boolean =>
  facts.customer?.isConsumer ?? customer?.kind !== 'COMPANY';

const soldIn = (country: string, offer: OfferFacts | null) => ({
  ...{ country, commodity: offer?.commodity ?? 'ELECTRICITY' },
  state: offer?.region ? stateCode(country, offer.region) : null,
});

/** Null where the table of rules does not answer. */
function unlessUnknown<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RULE_UNKNOWN') return null;
    throw error;
  }
}

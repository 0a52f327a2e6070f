import { addDays, type PlainDate } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { earliestStart } from '../rules/supply-start.ts';
import { withdrawalEndsOn } from '../rules/withdrawal.ts';
import type { Facts } from './order.facts.ts';
import type { SoundEnvelope, SoundSupply } from './order.form.ts';

interface Sale {
  readonly country: string;
  readonly commodity: string;
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
export function startRule({ country, commodity, today, answers, reason }: Sale & { readonly reason: 'SWITCH' | 'MOVE_IN' }): StartRule {
  const endsOldContract = answers.endsOldContract ?? false;
  const rule = unlessUnknown(() => earliestStart({ country, commodity, reason, endsOldContract, today }));
  return rule ? { earliest: rule.earliest, isKnown: true } : { earliest: addDays(today, 1), isKnown: false };
}

/** Last day on which the customer may withdraw; null = no right to, or no confirmed rule. */
export function withdrawalOf({ country, commodity, today, envelope, facts }: Omit<Sale, 'answers'>): PlainDate | null {
  const { salesChannel = 'DISTANCE', signedOn = today } = envelope;
  const channel = salesChannel === 'PHONE' ? 'DISTANCE' : salesChannel;
  return (
    unlessUnknown(() => withdrawalEndsOn({ country, commodity, channel, signedOn, isConsumer: isConsumerOf(envelope, facts) }))
      ?.acceptedUntil ?? null
  );
}

/** Protected as a consumer: people are, companies are not. */
export const isConsumerOf = ({ customer }: SoundEnvelope, facts: Facts): boolean =>
  facts.customer?.isConsumer ?? customer?.kind !== 'COMPANY';

/** Null where the table of rules does not answer. */
function unlessUnknown<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'RULE_UNKNOWN') return null;
    throw error;
  }
}

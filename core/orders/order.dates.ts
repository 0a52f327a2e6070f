import { addDays, type PlainDate, todayIn } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { stateCode } from '../places/countries.ts';
import { earliestStart, type StartQuestion } from '../rules/supply-start.ts';
import { acceptableFrom, withdrawalEndsOn } from '../rules/withdrawal.ts';
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
  /** How far back in time supply may start; null = it must lie ahead. */
  readonly latestBack: PlainDate | null;
  /** False = no confirmed rule for this country and commodity: never before tomorrow, and the seller is told. */
  readonly isKnown: boolean;
}

/** When supply may start, by the market's rule of today; what needs no metering point needs no market, and may start at once. */
export function startRule({ country, offer, today, answers }: Sale): StartRule {
  if (offer?.hasMeteringPoint === false) return { earliest: today, latestBack: null, isKnown: true };
  const { supplyReason: reason = 'SWITCH', endsOldContract = false } = answers;
  return startBy({ ...soldIn(country, offer), reason, endsOldContract, today });
}

/** As `startRule`, of what is known of a contract: for orders and for contracts the same. */
export function startBy(question: StartQuestion): StartRule {
  const rule = unlessUnknown(() => earliestStart(question));
  return rule
    ? { earliest: rule.earliest, latestBack: rule.latestBack, isKnown: true }
    : { earliest: addDays(question.today, 1), latestBack: null, isKnown: false };
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

/** When the offer may be accepted at the earliest; null = at once. */
export function acceptableOn({
  country,
  offer,
  envelope,
  facts,
  timeZone,
}: Omit<Sale, 'answers' | 'today'> & { readonly timeZone: string }): Date | null {
  const { salesChannel: channel = 'DISTANCE' } = envelope;
  if (!offer || channel === 'DISTANCE') return null;
  const { offeredAt } = offer;
  const isConsumer = isConsumerOf(envelope, facts);
  const day = todayIn({ now: () => offeredAt }, timeZone);
  return acceptableFrom({ ...soldIn(country, offer), channel, isConsumer, offeredAt, day });
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

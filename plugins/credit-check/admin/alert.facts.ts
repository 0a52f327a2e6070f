import type { CreditCheckAlertsQuery } from '#operations/credit-check';
import { sayIfKnown } from './texts.ts';

export type Alert = CreditCheckAlertsQuery['creditCheckAlerts'][number];

/** What changed, in words; "–" once it is forgotten. */
export const alertText = ({ kind }: Alert): string => (kind === null ? '–' : (sayIfKnown(`credit-check.alert.${kind}`) ?? kind));

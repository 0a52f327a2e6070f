import type { NotificationsRulesQuery } from '#operations/notifications';
import { sayIfKnown } from './texts.ts';

export type RulesData = NotificationsRulesQuery;
export type Rule = RulesData['notificationsRules'][number];

export const RELATIONS = ['customer', 'partner', 'superior', 'employee', 'office', 'admin', 'room'] as const;

export const relationText = (relation: string): string => sayIfKnown(`notifications.relation.${relation}`) ?? relation;

/** A rule as the form holds it: one condition of each kind is enough for most. */
export interface Draft {
  readonly name: string;
  readonly event: string;
  readonly templateId: string;
  readonly partnerId: string;
  readonly tariffId: string;
  readonly statusFrom: string;
  readonly statusTo: string;
  readonly recipients: readonly string[];
  readonly channels: readonly string[];
  readonly isUrgent: boolean;
  readonly isDigest: boolean;
  readonly isActive: boolean;
  /** As it is typed; "" where the event is no day. */
  readonly daysBefore: string;
  readonly exceptDirectDebit: boolean;
}

export const EMPTY: Draft = {
  ...{ name: '', event: '', templateId: '', partnerId: '', tariffId: '', statusFrom: '', statusTo: '' },
  ...{ recipients: ['customer'], channels: ['email'], isUrgent: false, isDigest: false, isActive: true },
  ...{ daysBefore: '7', exceptDirectDebit: false },
};

export const draftOf = ({ conditions, ...rule }: Rule): Draft => ({
  ...rule,
  partnerId: conditions.partnerIds[0] ?? '',
  tariffId: conditions.tariffIds[0] ?? '',
  statusFrom: conditions.statusFrom[0] ?? '',
  statusTo: conditions.statusTo[0] ?? '',
  daysBefore: rule.daysBefore === null ? '7' : String(rule.daysBefore),
  exceptDirectDebit: conditions.exceptDirectDebit,
});

/** What else a rule holds by, set over the API, stays. */
export const inputOf = (
  { partnerId, tariffId, statusFrom, statusTo, exceptDirectDebit, ...draft }: Draft,
  { before, isDay }: { readonly before: Rule | null; readonly isDay: boolean },
) => {
  const merged = (first: string, all: readonly string[] = []) =>
    first === '' ? [] : [first, ...all.slice(1).filter((one) => one !== first)];
  const { name, event, templateId, isUrgent, isDigest, isActive } = draft;
  return {
    ...{ name, event, templateId, isUrgent, isDigest, isActive, recipients: [...draft.recipients], channels: [...draft.channels] },
    daysBefore: isDay && /^\d+$/.test(draft.daysBefore.trim()) ? Number(draft.daysBefore) : null,
    conditions: {
      exceptDirectDebit,
      partnerIds: merged(partnerId, before?.conditions.partnerIds),
      tariffIds: merged(tariffId, before?.conditions.tariffIds),
      statusFrom: merged(statusFrom, before?.conditions.statusFrom),
      statusTo: merged(statusTo, before?.conditions.statusTo),
    },
  };
};

/** What people call it, in their language. */
export const labelIn = (labels: readonly { readonly language: string; readonly text: string }[]): string | undefined =>
  (labels.find(({ language }) => language === document.documentElement.lang.slice(0, 2)) ?? labels[0])?.text;

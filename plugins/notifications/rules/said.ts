import type { Value, ValueKind } from './subject.facts.ts';

/** What core's events say beyond their subject. */
export const SAID: Readonly<Record<string, ValueKind>> = {
  'event.from': 'text',
  'event.to': 'text',
  'event.endsOn': 'day',
  'event.noticeBy': 'day',
  'event.termEndsOn': 'day',
  'event.validFrom': 'day',
};

/** What events about imports say. */
export const SAID_OF_IMPORTS: Readonly<Record<string, ValueKind>> = {
  'event.fileName': 'text',
  'event.link': 'text',
  'event.total': 'number',
  'event.done': 'number',
  'event.failed': 'number',
  'event.invalid': 'number',
};

/** What reminders of a day say. */
export const SAID_OF_DAYS: Readonly<Record<string, ValueKind>> = { 'event.day': 'day', 'event.daysLeft': 'number' };

const SAMPLE: Readonly<Record<string, Value>> = {
  'event.from': 'in_review',
  'event.to': 'accepted',
  'event.endsOn': '2027-03-31',
  'event.noticeBy': '2027-02-28',
  'event.termEndsOn': '2028-03-31',
  'event.validFrom': '2027-04-01',
  'event.day': '2027-03-31',
  'event.daysLeft': 7,
  'event.fileName': 'orders.csv',
  'event.total': 120,
  'event.done': 117,
  'event.failed': 1,
  'event.invalid': 2,
};

/** What an event of a brand would say: for templates that are looked at or tried. */
export const sampleFor = ({ url }: { readonly url: string }): Readonly<Record<string, Value>> => ({
  ...SAMPLE,
  'event.link': `${url}/imports`,
});

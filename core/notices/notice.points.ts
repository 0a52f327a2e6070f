import { z } from 'zod';
import { event } from '../kernel/events.ts';
import { collect } from '../kernel/hooks.ts';

/** What something happened to. */
export const NOTICE_SUBJECTS = ['contract', 'order', 'customer'] as const;
export type NoticeSubject = (typeof NOTICE_SUBJECTS)[number];

/** A kind of happening of a plugin's own that people may want to be told of. */
export interface NoticeKind {
  /** "<plugin>.<what happened>"; the text "notice.<name>" says it in words. */
  readonly name: string;
  readonly subject: NoticeSubject;
  /** What can be said about it beyond its subject: name -> what kind of value; the text "notice.<name>.<value>" says it in words. */
  readonly values: Readonly<Record<string, 'text' | 'day' | 'number' | 'money'>>;
}

/** Something of a plugin's own happened: whoever tells people of events may pass it on. `name` is one of `noticeKinds`. */
export const noticeGiven = event(
  'notice.given',
  z.object({ name: z.string(), subject: z.enum(NOTICE_SUBJECTS), subjectId: z.uuid() }),
  'subjectId',
);

/** Of which happenings of their own do plugins give notice? */
export const noticeKinds = collect<Readonly<Record<string, never>>, readonly NoticeKind[]>('notice.kinds');

/** What is there to say about a happening at this moment, by the names of its kind? Null = it is another plugin's. Money in cents, days as "YYYY-MM-DD". */
export const noticeValues = collect<
  { readonly name: string; readonly subject: NoticeSubject; readonly subjectId: string },
  Readonly<Record<string, string | number | null>> | null
>('notice.values');

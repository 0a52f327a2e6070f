import { z } from 'zod/mini';
import { brand } from '../kit/page-facts.ts';
import { keep, kept } from '../kit/preferences.ts';

export const STEPS = ['address', 'consumption', 'offers', 'details', 'check', 'done'] as const;
export type Step = (typeof STEPS)[number];

const text = z._default(z.string(), '');
const Draft = z.object({
  /** One key for one order: however often and from how many tabs it is sent, it is placed once. */
  key: z.string(),
  /** The draft on the server, once it was saved there. */
  orderId: z.nullable(z.string()),
  address: z.object({ postcode: text, city: text, street: text, houseNumber: text }),
  consumption: z.object({ by: z.enum(['kwh', 'household']), kwh: text, persons: text, segment: z.enum(['HOUSEHOLD', 'BUSINESS']) }),
  /** Answers to what a price depends on besides: which municipality. */
  municipality: text,
  offerId: z.nullable(z.string()),
  tariffName: text,
  isOwnAddress: z.boolean(),
  /** Answers of the form by their path. */
  answers: z.record(z.string(), z.union([z.string(), z.boolean()])),
  /** Sent, and not yet answered: it is sent again when the line is back. */
  isSending: z.boolean(),
  placed: z.nullable(z.object({ id: z.string(), number: z.string(), status: text })),
});
export type Draft = z.infer<typeof Draft>;
export type AnswerValue = string | boolean;

const PLACE = `vk.order.${brand.code}`;

export const newDraft = (): Draft => ({
  key: crypto.randomUUID(),
  orderId: null,
  address: { postcode: '', city: '', street: '', houseNumber: '' },
  consumption: { by: 'kwh', kwh: '', persons: '', segment: 'HOUSEHOLD' },
  municipality: '',
  offerId: null,
  tariffName: '',
  isOwnAddress: true,
  answers: {},
  isSending: false,
  placed: null,
});

/** What this browser kept; a new draft where it kept nothing that can be read. */
export function readDraft(): Draft {
  try {
    return Draft.parse(JSON.parse(kept(PLACE) ?? 'null'));
  } catch {
    return newDraft(); // nothing kept, or by an older version of this page
  }
}

export const keepDraft = (draft: Draft): void => keep(PLACE, JSON.stringify(draft));

/** The furthest step that a draft allows: a link into the middle of nothing leads there. */
export function furthestStep(draft: Draft): Step {
  if (draft.placed) return 'done';
  const { address, consumption } = draft;
  if (address.postcode === '' || address.street === '') return 'address';
  if (consumption.kwh === '' && consumption.persons === '') return 'consumption';
  if (draft.offerId === null) return 'offers';
  return 'check';
}

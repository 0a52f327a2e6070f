import { z } from 'zod/mini';
import { brand } from '../kit/page-facts.ts';
import { keep, kept } from '../kit/preferences.ts';
import { Address, addressOf, newSupply, Supply } from './supplies.ts';

export const STEPS = ['address', 'consumption', 'offers', 'details', 'check', 'done'] as const;
export type Step = (typeof STEPS)[number];

const text = z._default(z.string(), '');
const Draft = z.object({
  /** One key for one order: however often and from how many tabs it is sent, it is placed once. */
  key: z.string(),
  /** The draft on the server, once it was saved there. */
  orderId: z.nullable(z.string()),
  address: Address,
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  /** One for each contract, at this address or one of its own. */
  supplies: z.array(Supply).check(z.minLength(1)),
  /** The one that is asked about: its place among them. */
  at: z.number(),
  isOwnAddress: z.boolean(),
  /** Answers of the form by their path; those about one contract begin with "contracts.0.". */
  answers: z.record(z.string(), z.union([z.string(), z.boolean()])),
  /** Sent, and not yet answered: it is sent again when the line is back. Nothing of it changes until then. */
  isSending: z.boolean(),
  placed: z.nullable(z.object({ id: z.string(), number: z.string(), status: text })),
});
export type Draft = z.infer<typeof Draft>;
export type AnswerValue = string | boolean;

/** Where this browser keeps it; other tabs are told of changes under this name. */
export const PLACE = `vk.order.${brand.code}`;

export const newDraft = (): Draft => ({
  key: crypto.randomUUID(),
  orderId: null,
  address: { postcode: '', city: '', street: '', houseNumber: '' },
  segment: 'HOUSEHOLD',
  supplies: [newSupply()],
  at: 0,
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
  const { placed, supplies } = draft;
  if (placed) return 'done';
  const addresses = supplies.map((supply) => addressOf(draft, supply));
  if (addresses.some(({ postcode, street }) => postcode === '' || street === '')) return 'address';
  if (supplies.some(({ kwh, persons, bill }) => kwh === '' && persons === '' && bill === '')) return 'consumption';
  return supplies.some(({ offerId }) => offerId === null) ? 'offers' : 'check';
}

/** A step whose ground is missing gives way to the one that lays it; what is under way stays where it is. */
export function allowedStep(wished: Step, draft: Draft): Step {
  const furthest = furthestStep(draft);
  if (furthest === 'done') return 'done';
  if (draft.isSending && furthest === 'check') return 'check';
  return STEPS.indexOf(wished) > STEPS.indexOf(furthest) ? furthest : wished;
}

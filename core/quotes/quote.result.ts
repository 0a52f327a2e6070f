import { z } from 'zod';
import type { Decimal } from '../kernel/money.ts';
import { oncePer } from '../kernel/once-per.ts';
import type { Block, Component } from '../pricing/block.ts';
import { instalments } from '../pricing/instalments.ts';
import type { OfferDraft, QuoteDraft } from './quote.points.ts';

type Priced = Pick<OfferDraft, 'blocks'>;

/** Gross, first year with bonuses: the sum of the rounded blocks. */
export const firstYearCents = ({ blocks }: Priced): number => blocks.reduce((sum, block) => sum + block.firstYearCents, 0);
/** Gross, from the second year. */
export const runningYearCents = ({ blocks }: Priced): number => blocks.reduce((sum, block) => sum + block.runningYearCents, 0);
/** Monthly instalment: a twelfth of the running year, to the nearest cent. */
export const monthlyCents = (runningCents: number): number => instalments(runningCents, 12, 'equal')[0] ?? 0;

const component = z.object({
  code: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  priceUnit: z.string(),
  amount: z.string(),
  isGross: z.boolean(),
  isFirstYearOnly: z.boolean(),
  source: z.string().nullable(),
});

/** Blocks as they are stored and shown: the figures of `Block`, decimals as text. */
export const storedBlocks = z.array(
  z.object({
    code: z.string(),
    vatRate: z.string(),
    firstYearCents: z.number().int(),
    runningYearCents: z.number().int(),
    components: z.array(component),
  }),
);

const consumption = z.object({
  /** Who says how much is used. */
  basis: z.enum(['GIVEN', 'HOUSEHOLD_SIZE', 'LAST_BILL']),
  /** Where a figure comes from that nobody gave. */
  source: z.string().nullable(),
});

/** The part of a quote's answer that is not an offer of the brand itself. */
const storedQuote = z.object({
  place: z
    .object({
      place: z.string(),
      municipality: z.string().nullable(),
      gridOperator: z.string(),
      gridArea: z.string().nullable().default(null),
    })
    .nullable(),
  questions: z.array(
    z.object({ field: z.string(), code: z.string(), choices: z.array(z.object({ value: z.string(), label: z.string() })) }),
  ),
  projections: z.array(z.object({ code: z.string(), changesOn: z.string(), yearCents: z.number().int(), source: z.string() })),
  notOffered: z
    .array(z.object({ name: z.string(), code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }))
    .default([]),
  consumption: consumption.default({ basis: 'GIVEN', source: null }),
  sources: z.array(z.string()),
});

export type StoredBlock = z.infer<typeof storedBlocks>[number];
export type StoredQuote = z.infer<typeof storedQuote>;
export type Consumption = z.infer<typeof consumption>;

/** What this process has just written needs no second check: a quote of a hundred offers is large. */
const written = new WeakSet<object>();
const read = new WeakMap<object, StoredQuote>();

export const readBlocks = (breakdown: unknown): StoredBlock[] =>
  isWritten(breakdown) ? (breakdown as StoredBlock[]) : storedBlocks.parse(breakdown);

/** Checked once, however many fields ask for it. */
export function readResult(result: unknown): StoredQuote {
  if (isWritten(result)) return result as StoredQuote;
  const known = typeof result === 'object' && result !== null ? read.get(result) : undefined;
  const parsed = known ?? storedQuote.parse(result);
  if (typeof result === 'object' && result !== null) read.set(result, parsed);
  return parsed;
}

const isWritten = (value: unknown): boolean => typeof value === 'object' && value !== null && written.has(value);

const noted = <T extends object>(value: T): T => {
  written.add(value);
  return value;
};

/** The answer as it is stored. */
export function storedResult(draft: QuoteDraft, consumption: Consumption): StoredQuote {
  const { place, questions, projections, notOffered, sources } = draft;
  return noted({
    place: place && { ...place },
    questions: questions.map(({ field, code, choices }) => ({ field, code, choices: [...choices] })),
    projections: [...projections],
    notOffered: notOffered.map(({ name, code, values }) => ({ name, code, values: { ...values } })),
    consumption,
    sources: [...sources],
  });
}

/** The blocks of an offer as they are stored. */
export const storedBreakdown = ({ blocks }: Priced): StoredBlock[] => noted(blocks.map(storedBlock));

/** The same as JSON. What several offers share is written once and copied. */
export const breakdownText = ({ blocks }: Priced): string => `[${blocks.map(blockText).join(',')}]`;

const stored = new WeakMap<Block, StoredBlock>();
const texts = new WeakMap<Block, string>();

function blockText(block: Block): string {
  const text = texts.get(block) ?? JSON.stringify(storedBlock(block));
  texts.set(block, text);
  return text;
}

function storedBlock(block: Block): StoredBlock {
  const known = stored.get(block);
  if (known) return known;
  const made = blockWith(block, block.components.map(storedLine));
  stored.set(block, made);
  return made;
}

/** A block with these lines in place of all of its own. */
export const blockWith = (
  { code, vatRate, firstYearCents: first, runningYearCents: running }: Block,
  components: StoredBlock['components'],
): StoredBlock => ({ code, vatRate: shown(vatRate), firstYearCents: first, runningYearCents: running, components });

/** Rates live as long as their tariffs. */
const shown = oncePer((rate: Decimal) => rate.toString());

/** Decimals become text. */
export const storedLine = (line: Component): StoredBlock['components'][number] => ({
  code: line.code,
  quantity: line.quantity.toString(),
  unit: line.unit,
  unitPrice: line.unitPrice.toString(),
  priceUnit: line.priceUnit,
  amount: line.amount.toString(),
  isGross: line.isGross,
  isFirstYearOnly: line.isFirstYearOnly,
  source: line.source,
});

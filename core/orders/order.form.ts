import { hasMeteringPoint } from '../commodities/commodity.ts';
import type { Answers, Fields, PartAnswers } from '../forms/field.ts';
import { readAnswers } from '../forms/form.reader.ts';
import type { Ctx, TxCtx } from '../kernel/context.ts';
import { collected, withoutLooking } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';
import { isRecord } from '../kernel/records.ts';
import { addressOf } from '../quotes/quote.wish.ts';
import { ENVELOPE_FIELDS, MAX_CONTRACTS, SUPPLY_FIELDS, supplyFieldsOf } from './order.form.fields.ts';
import { type OrderFormPart, type OrderFormQuestion, orderForm } from './order.form.points.ts';

/** What is saved before it is complete: any part of the form. */
export type OrderAnswers = Readonly<Record<string, unknown>>;

export type Envelope = Answers<typeof ENVELOPE_FIELDS>;
export type Supply = Answers<typeof SUPPLY_FIELDS>;
export type SoundEnvelope = PartAnswers<typeof ENVELOPE_FIELDS>;
export type SoundSupply = PartAnswers<typeof SUPPLY_FIELDS>;

/** A form that can be handed in, as far as the form alone shows. */
export interface OrderForm {
  readonly envelope: Envelope;
  /** At least one. */
  readonly supplies: readonly Supply[];
}

export interface ReadOrder {
  /** Null while a fault is left. */
  readonly form: OrderForm | null;
  /** The answers that are sound by themselves, for the checks beyond the form. */
  readonly envelope: SoundEnvelope;
  /** With the path that stands before their fields: "" or "contracts.0.". */
  readonly supplies: readonly { readonly prefix: string; readonly answers: SoundSupply }[];
  readonly problems: readonly Problem[];
}

/** A plugin's part of the form, by the plugin. */
export interface Part {
  readonly pluginId: string;
  readonly value: OrderFormPart;
}

/** The parts that the brand's active plugins add. A plugin that is off adds nothing: its answers are kept and not asked for. */
export async function orderFormParts(ctx: Ctx, question: OrderFormQuestion): Promise<readonly Part[]> {
  const said = await collected(orderForm, question, ctx);
  return said.flatMap(({ pluginId, value }) => (value === null ? [] : [{ pluginId, value }]));
}

/** Reads a form: every fault at once, and what is sound beside the faults. */
export function readOrderForm(parts: readonly Part[], { contracts, plugins, ...own }: OrderAnswers): ReadOrder {
  const isSupply = (name: string) => Object.hasOwn(SUPPLY_FIELDS, name);
  const envelope = readAnswers(
    ENVELOPE_FIELDS,
    pick(own, (name) => !isSupply(name)),
  );
  const single = pick(own, isSupply);
  const several = contracts === undefined || contracts === null ? null : entriesOf(contracts, single);
  const supplies = several?.supplies ?? [{ prefix: '', ...readAnswers(SUPPLY_FIELDS, single) }];
  const forms = supplies.flatMap(({ form }) => form ?? []);
  const problems = [
    ...envelope.problems,
    ...(several?.problems ?? []),
    ...supplies.flatMap((supply) => supply.problems),
    ...pluginProblems(parts, plugins),
  ];
  return {
    form: envelope.form && problems.length === 0 ? { envelope: envelope.form, supplies: forms } : null,
    envelope: envelope.sound,
    supplies: supplies.map(({ prefix, sound }) => ({ prefix, answers: sound })),
    problems,
  };
}

/** Several contracts in one order: what each is about stands in its entry alone. */
function entriesOf(contracts: unknown, single: OrderAnswers) {
  const misplaced = Object.keys(single)
    .filter((name) => single[name] !== null && single[name] !== undefined)
    .map((field): Problem => ({ field, code: 'NOT_WITH_CONTRACTS', values: {} }));
  if (!Array.isArray(contracts) || contracts.length === 0 || contracts.length > MAX_CONTRACTS) {
    const problem = { field: 'contracts', code: 'LIST_LENGTH', values: { minimum: 1, maximum: MAX_CONTRACTS } };
    return { supplies: [], problems: [...misplaced, problem] };
  }
  const supplies = contracts.map((entry: unknown, index) => {
    const prefix = `contracts.${index}.`;
    return { prefix, ...readAnswers(SUPPLY_FIELDS, entry, prefix) };
  });
  return { supplies, problems: misplaced };
}

/** The answers under `plugins.<id>` of those that are on. */
function pluginProblems(parts: readonly Part[], given: unknown): Problem[] {
  const plugins = given ?? {};
  if (!isRecord(plugins)) return [{ field: 'plugins', code: 'INVALID', values: {} }];
  return parts.flatMap(({ pluginId, value: { fields, check } }) => {
    const answers = plugins[pluginId] ?? {};
    const { problems } = readAnswers(fields, answers, `plugins.${pluginId}.`);
    if (problems.length > 0 || check === null || !isRecord(answers)) return problems;
    return check(answers).map((problem) => ({ ...problem, field: `plugins.${pluginId}.${problem.field}` }));
  });
}

/** What plugins find wrong with their answers by a look at the database; they see the whole brand. */
export async function partProblems(ctx: TxCtx, parts: readonly Part[], { plugins }: OrderAnswers): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { pluginId, value } of parts) {
    const answers = isRecord(plugins) ? plugins[pluginId] : {};
    const found = isRecord(answers) ? await value.checkInTransaction?.(answers, ctx) : [];
    problems.push(...(found ?? []).map((problem) => ({ ...problem, field: `plugins.${pluginId}.${problem.field}` })));
  }
  return problems;
}

/** The same without a transaction; null = one of them wants to look. */
export const partProblemsAtOnce = (ctx: Ctx, parts: readonly Part[], answers: OrderAnswers): Promise<Problem[] | null> =>
  withoutLooking(ctx, (blind) => partProblems(blind, parts, answers));

const pick = (values: OrderAnswers, isWanted: (name: string) => boolean): OrderAnswers =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));

/** Of core, in the order in which they are asked. */
export const CORE_FIELDS: Fields = { ...SUPPLY_FIELDS, ...ENVELOPE_FIELDS };

/** What an offer's order asks, and what is known of it already. */
export interface OfferForm {
  readonly supplyFields: Fields;
  /** The beginning of the form: the offer, and the address that its price was asked for. */
  readonly answers: OrderAnswers;
}

/** Of an offer; all that may be asked, and no answers, while none is chosen, or none of the viewer's. */
export async function offerFormOf({ db, activation }: Ctx, offerId: string | null): Promise<OfferForm> {
  const select = { id: true, quoteId: true, tariffPrice: { select: { tariff: { select: { commodity: true } } } } };
  const offer = offerId === null ? null : await db.quoteOffer.findUnique({ where: { id: offerId }, select });
  if (!offer) return { supplyFields: SUPPLY_FIELDS, answers: {} };
  const quote = await db.quote.findUnique({ where: { id: offer.quoteId }, select: { request: true } });
  const atPoint = hasMeteringPoint(activation, offer.tariffPrice.tariff.commodity);
  const { registerId: _, ...address } = addressOf(quote?.request) ?? { registerId: null };
  const isKnown = Object.keys(address).length > 0;
  return {
    supplyFields: supplyFieldsOf({ hasMeteringPoint: atPoint }),
    answers: {
      offerId: offer.id,
      ...(isKnown && { customer: address, ...(atPoint && { meteringPoint: { address } }) }),
    },
  };
}

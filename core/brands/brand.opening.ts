import { audit } from '../access/audit.ts';
import { inBrand } from '../access/other-brands.ts';
import { activationRows } from '../kernel/activation.sql.ts';
import { Activation } from '../kernel/activation.ts';
import { BRAND_FACTS, factsOf, urlBeside } from '../kernel/brand-facts.ts';
import { asBrand, asOtherBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { emit } from '../kernel/events.ts';
import { collected } from '../kernel/hooks.ts';
import { lockByName } from '../kernel/kernel.sql.ts';
import { invalid, inWords, type Problem, type ProblemForPeople } from '../kernel/problems.ts';
import { CORE } from '../kernel/registry.ts';
import { beginPlugins } from '../kernel/switching.ts';
import { type BrandCopyPart, brandCopy, brandOpened } from './brand.points.ts';
import { firstSchedules, firstStatuses, firstTransitions } from './brand.rows.ts';
import { type NewBrandForm, readNewBrand } from './new-brand.ts';

/** A part that a brand can begin with, and whose it is. */
export type OfferedPart = BrandCopyPart & { readonly pluginId: string };

export interface ChosenPart {
  /** Whose part it is; "core" is the product itself. */
  readonly pluginId: string;
  readonly code: string;
  readonly items: readonly string[];
}

export interface OpeningRequest {
  /** See new-brand.ts. */
  readonly brand: unknown;
  /** The brand that parts are copied from; null = it begins empty. */
  readonly from: string | null;
  readonly parts: readonly ChosenPart[];
}

export interface Opening {
  /** Null = it was a trial, or it could not be opened. */
  readonly brandId: string | null;
  readonly url: string | null;
  /** What keeps it from being opened, all of it. */
  readonly problems: readonly ProblemForPeople[];
  readonly copied: readonly { readonly pluginId: string; readonly code: string; readonly label: string; readonly count: number }[];
  /** What a person still has to do in the new brand. */
  readonly open: readonly ProblemForPeople[];
}

/** What can be copied from a brand of the viewer's. Fails with BRAND_NOT_FOUND. */
export async function copyableParts(ctx: Ctx, brandId: string): Promise<OfferedPart[]> {
  const answers = await collected(brandCopy, {}, await inBrand(ctx, brandId));
  return answers.flatMap(({ pluginId, value }) => value.map((part) => ({ ...part, pluginId })));
}

/**
 * Opens a brand of the viewer's tenant, with what was chosen of another one, in one transaction: all of it or nothing. Fails with
 * BRAND_INVALID and every problem at once, BRAND_NOT_FOUND, and with what a part refuses.
 */
export async function openBrand(ctx: Ctx, request: OpeningRequest): Promise<Opening> {
  const source = await sourceOf(ctx, request);
  return inTransaction(ctx, async (tx) => {
    const { form, problems } = await examine(tx, request, source);
    if (!form) throw invalid('BRAND_INVALID', problems);
    return perform(tx, { form, request, source });
  });
}

/** The same, taken back at its end: what it tells would happen, because it did. Whatever stands in the way becomes a problem. */
export async function tryOpening(ctx: Ctx, request: OpeningRequest): Promise<Opening> {
  const source = await sourceOf(ctx, request);
  const words = (problem: Problem): ProblemForPeople => inWords(problem, ctx.texts, ctx.viewer.language);
  try {
    return await inTransaction(ctx, async (tx): Promise<never> => {
      const { form, problems } = await examine(tx, request, source);
      if (!form) throw new TakenBack({ ...NOTHING, problems: problems.map(words) });
      throw new TakenBack({ ...(await perform(tx, { form, request, source })), brandId: null, url: null });
    });
  } catch (cause) {
    if (cause instanceof TakenBack) return cause.opening;
    if (!(cause instanceof DomainError)) throw cause;
    const message = ctx.texts(ctx.viewer.language, `error.${cause.code}`, cause.details) ?? cause.message;
    return { ...NOTHING, problems: [{ field: '', code: cause.code, message, remedy: '' }] };
  }
}

const NOTHING: Opening = { brandId: null, url: null, problems: [], copied: [], open: [] };

class TakenBack extends Error {
  readonly opening: Opening;

  constructor(opening: Opening) {
    super('a trial');
    this.opening = opening;
  }
}

interface Source {
  readonly ctx: Ctx;
  readonly parts: readonly OfferedPart[];
}

async function sourceOf(ctx: Ctx, { from }: OpeningRequest): Promise<Source | null> {
  return from === null ? null : { ctx: await inBrand(ctx, from), parts: await copyableParts(ctx, from) };
}

async function examine(tx: TxCtx, { brand, parts }: OpeningRequest, source: Source | null) {
  await lockByName(tx.tx, `brands:${tx.brand.tenantId}`); // two that open one at a time see each other's names
  const { form, problems } = await readNewBrand(asBrand(tx), brand);
  const unknown = parts.flatMap((chosen) => partProblems(chosen, source?.parts ?? []));
  return { form: unknown.length > 0 ? null : form, problems: [...problems, ...unknown] };
}

function partProblems({ pluginId, code, items }: ChosenPart, offered: readonly OfferedPart[]): Problem[] {
  const field = `parts.${pluginId}.${code}`;
  const part = offered.find((one) => one.pluginId === pluginId && one.code === code);
  if (!part) return [{ field, code: 'BRAND_PART_UNKNOWN', values: { part: code } }];
  const known = new Set(part.items?.map(({ id }) => id));
  return items.filter((id) => !known.has(id)).map((id) => ({ field, code: 'BRAND_PART_UNKNOWN', values: { part: id } }));
}

interface Work {
  readonly form: NewBrandForm;
  readonly request: OpeningRequest;
  readonly source: Source | null;
}

async function perform(ctx: TxCtx, { form, request, source }: Work): Promise<Opening> {
  const begun = await begin(ctx, form);
  const copied: Opening['copied'][number][] = [];
  const open: ProblemForPeople[] = [];
  for (const part of source?.parts ?? []) {
    const chosen = request.parts.find(({ pluginId, code }) => pluginId === part.pluginId && code === part.code);
    if (!source || !chosen) continue;
    // As it is by now: a plugin that was copied before sells what a later part needs.
    const [from, to] = [await current(asOtherBrand(ctx, source.ctx.brand)), await current(begun)];
    const result = await part.copy({ from, to, items: chosen.items });
    copied.push({ pluginId: part.pluginId, code: part.code, label: part.label, count: result.count });
    open.push(...result.open.map((problem) => inWords(problem, ctx.texts, ctx.viewer.language)));
  }
  const { id: brandId, url } = begun.brand;
  await emit(begun, brandOpened, { brandId, copiedFrom: source?.ctx.brand.id ?? null });
  const after = { code: form.code, hosts: form.hosts, copiedFrom: source?.ctx.brand.code ?? null };
  for (const one of [ctx, begun]) await audit(one, { action: 'brand.opened', subject: brandId, after });
  return { brandId, url, problems: [], copied, open };
}

/** The brand as every one begins: hosts, statuses, core's recurring jobs, and what the tenant has on for all. */
async function begin(ctx: TxCtx, { hosts, accent, ...facts }: NewBrandForm): Promise<TxCtx> {
  const { tx } = asBrand(ctx);
  const { id } = await tx.brand.create({ data: { ...facts, theme: { accent } }, select: { id: true } });
  const { count } = await tx.brandHost.createMany({ data: hosts.map((host) => ({ host, brandOf: id })), skipDuplicates: true });
  if (count < hosts.length)
    throw invalid('BRAND_INVALID', [{ field: 'hosts', code: 'BRAND_HOST_TAKEN', values: { host: hosts.join(', ') } }]);
  const row = await tx.brand.findUniqueOrThrow({ where: { id }, select: BRAND_FACTS });
  const begun = asOtherBrand(ctx, factsOf(row, urlBeside(ctx.brand.url)));
  await begun.tx.contractStatus.createMany({ data: firstStatuses() });
  await begun.tx.contractTransition.createMany({ data: firstTransitions() });
  const core = ctx.activation.registry.all.find((plugin) => plugin.id === CORE);
  await begun.tx.jobSchedule.createMany({ data: firstSchedules(core?.jobs ?? [], facts.timeZone, ctx.clock.now()) });
  await beginPlugins(begun);
  return begun;
}

const current = async (ctx: TxCtx): Promise<TxCtx> => ({
  ...ctx,
  activation: new Activation(ctx.activation.registry, await activationRows(ctx.tx, ctx.brand.id, ctx.activation.registry), ctx.vault),
});

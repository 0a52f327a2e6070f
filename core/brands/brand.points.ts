import { z } from 'zod';
import type { TxCtx } from '../kernel/context.ts';
import { event } from '../kernel/events.ts';
import { collect } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';

/** Something that is chosen by itself: one tariff, one template. */
export interface CopyItem {
  readonly id: string;
  /** As people know it in the brand that is copied from. */
  readonly label: string;
}

export interface CopyRequest {
  /** Both in one transaction, as the product itself; the new brand's switches as they are by now. */
  readonly from: TxCtx;
  readonly to: TxCtx;
  /** Which were chosen; empty where the part has no items. */
  readonly items: readonly string[];
}

/** What became of a part. */
export interface Copied {
  readonly count: number;
  /** What still has to be done by a person, or was left out: texts "problem.<code>". */
  readonly open: readonly Problem[];
}

/** A kind of thing that a brand has and another one can begin with. */
export interface BrandCopyPart {
  /** Unique among the plugin's own: "tariffs". */
  readonly code: string;
  /** Locale key of its name. */
  readonly label: string;
  /** What can be chosen one by one; null = it is taken as a whole or not at all. */
  readonly items: readonly CopyItem[] | null;
  /** Never copies a secret, nor what was promised to customers. A failure ends the opening: nothing half stays. */
  readonly copy: (request: CopyRequest) => Promise<Copied>;
}

/**
 * What can another brand begin with? Asked in the brand that is copied from. A plugin that fails ends the opening: a brand that
 * lacks what was chosen would be sold from.
 */
export const brandCopy = collect<Record<string, never>, readonly BrandCopyPart[]>('brand.copy', undefined, 'abort');

/** A brand was opened beside others of its tenant. */
export const brandOpened = event('brand.opened', z.object({ brandId: z.uuid(), copiedFrom: z.uuid().nullable() }), 'brandId');

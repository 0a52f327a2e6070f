/** Which of a brand's rows a viewer may see. */
export type RowLimit =
  /** The whole brand. */
  | { readonly kind: 'all' }
  /** What these partners sold: a partner's sub-tree, resolved once per request. */
  | { readonly kind: 'partners'; readonly ids: readonly string[] }
  /** These orders and what belongs to them: an outside inspector's cases. */
  | { readonly kind: 'orders'; readonly ids: readonly string[] }
  /** What a guest of this name asked and ordered: nothing that was there before. */
  | { readonly kind: 'guest'; readonly name: string };

/** Who asks, for one brand. */
export interface Viewer {
  readonly kind: 'user' | 'api-key' | 'customer' | 'guest' | 'system';
  /** Id of the user, key, order or visit; the acting part's name for "system". */
  readonly id: string;
  /** For histories: who did it. */
  readonly name: string;
  readonly tenantId: string;
  readonly brandId: string;
  readonly rows: RowLimit;
  /** The partner company for which the viewer acts. */
  readonly partnerId: string | null;
  readonly permissions: ReadonlySet<string>;
  /** Field scopes of an API key; null = not limited by fields. */
  readonly scopes: readonly string[] | null;
  readonly language: string;
}

/** The product itself, acting for a brand: relays, jobs, plugins' decisions. */
export const systemViewer = (brand: { id: string; tenantId: string; language: string }, name = 'system'): Viewer => ({
  kind: 'system',
  id: name,
  name,
  tenantId: brand.tenantId,
  brandId: brand.id,
  rows: { kind: 'all' },
  partnerId: null,
  permissions: new Set(),
  scopes: null,
  language: brand.language,
});

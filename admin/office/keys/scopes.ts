/** What a key may, as the API writes it: read:*, read:Type, read:Type.field, write:*, write:mutation. */
export type Scopes = readonly string[];

/** A box that stands for several scopes may be ticked in part. */
export type Tick = 'on' | 'off' | 'some';

export const READ_ALL = 'read:*';
export const WRITE_ALL = 'write:*';
/** Files are sent past GraphQL; a scope names that like a mutation. */
export const FILE_WRITES = ['uploadDocument', 'uploadImport'] as const;

const without = (scopes: Scopes, isGone: (scope: string) => boolean): string[] => scopes.filter((scope) => !isGone(scope));

/** One scope, ticked or not. */
export const toggled = (scopes: Scopes, scope: string): string[] =>
  scopes.includes(scope) ? without(scopes, (one) => one === scope) : [...scopes, scope];

/** Everything of a side includes each part of it, which then need not be said. */
export function toggledAll(scopes: Scopes, all: typeof READ_ALL | typeof WRITE_ALL): string[] {
  const side = all.slice(0, all.indexOf(':') + 1);
  return scopes.includes(all) ? without(scopes, (scope) => scope === all) : [...without(scopes, (scope) => scope.startsWith(side)), all];
}

export function tickOfType(scopes: Scopes, type: string): Tick {
  if (scopes.includes(`read:${type}`)) return 'on';
  return scopes.some((scope) => scope.startsWith(`read:${type}.`)) ? 'some' : 'off';
}

/** A whole type includes its fields, also those that it will have one day. */
export function toggledType(scopes: Scopes, type: string): string[] {
  const rest = without(scopes, (scope) => scope === `read:${type}` || scope.startsWith(`read:${type}.`));
  return tickOfType(scopes, type) === 'on' ? rest : [...rest, `read:${type}`];
}

export const hasField = (scopes: Scopes, type: string, field: string): boolean =>
  scopes.includes(`read:${type}`) || scopes.includes(`read:${type}.${field}`);

/** A field that is taken out of a whole type leaves the others of it. */
export function toggledField(
  scopes: Scopes,
  { type, field, fields }: { type: string; field: string; fields: readonly string[] },
): string[] {
  if (!scopes.includes(`read:${type}`)) return toggled(scopes, `read:${type}.${field}`);
  const others = fields.filter((one) => one !== field).map((one) => `read:${type}.${one}`);
  return [...without(scopes, (scope) => scope === `read:${type}`), ...others];
}

export function tickOfGroup(scopes: Scopes, group: readonly string[]): Tick {
  const ticked = group.filter((scope) => scopes.includes(scope)).length;
  return ticked === 0 ? 'off' : ticked === group.length ? 'on' : 'some';
}

export const toggledGroup = (scopes: Scopes, group: readonly string[]): string[] =>
  tickOfGroup(scopes, group) === 'on'
    ? without(scopes, (scope) => group.includes(scope))
    : [...without(scopes, (scope) => group.includes(scope)), ...group];

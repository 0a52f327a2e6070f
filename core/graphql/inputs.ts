import { DomainError } from '../kernel/errors.ts';

/** How deep an argument may be nested, and how long a list in it may be. */
const MAX_DEPTH = 20;
const MAX_LIST = 1_000;

/** PostgreSQL keeps no NUL and no half of a surrogate pair in texts and JSON. */
export const isStorable = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text);

/** Refuses what no field can do anything with, by the path of the culprit: before it fails somewhere below as a bug. */
export function checkInput(value: unknown, path = '', depth = 0): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw refusal(path, 'holds a NUL or half of a character; remove it');
  } else if (Array.isArray(value)) {
    if (value.length > MAX_LIST) throw refusal(path, `has more than ${MAX_LIST} entries; ask in several calls`);
    checkDepth(path, depth);
    for (const [index, entry] of value.entries()) checkInput(entry, `${path}.${index}`, depth + 1);
  } else if (isPlainObject(value)) {
    checkDepth(path, depth);
    for (const [name, entry] of Object.entries(value)) {
      if (!isStorable(name)) throw refusal(path, 'has a name with a NUL or half of a character; remove it');
      checkInput(entry, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  }
}

function checkDepth(path: string, depth: number): void {
  if (depth >= MAX_DEPTH) throw refusal(path, `is nested more than ${MAX_DEPTH} levels deep; flatten it`);
}

/** GraphQL's input objects have no prototype. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

const refusal = (path: string, problem: string): DomainError => new DomainError('BAD_USER_INPUT', `${path}: ${problem}`, { field: path });

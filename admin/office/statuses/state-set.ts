import type { ContractKind, ContractStatesInput, ContractStatesQuery } from '../../../generated/admin/graphql.ts';

export interface Label {
  readonly language: string;
  readonly text: string;
}

export interface StatusOfSet {
  readonly code: string;
  readonly kind: ContractKind;
  readonly isTerminal: boolean;
  /** The product's own: may be renamed, never removed. */
  readonly isCore: boolean;
  readonly labels: readonly Label[];
}

export interface WayOfSet {
  readonly code: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly string[];
  readonly guards: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly labels: readonly Label[] }[];
  readonly isReasonRequired: boolean;
  readonly isCore: boolean;
  readonly labels: readonly Label[];
}

/** A brand's statuses in their order and the ways between them, while they are edited. */
export interface EditedSet {
  readonly statuses: readonly StatusOfSet[];
  readonly ways: readonly WayOfSet[];
}

export const setOf = ({ contractStatuses, contractTransitions }: ContractStatesQuery): EditedSet => ({
  statuses: contractStatuses,
  ways: contractTransitions,
});

/** As the API takes it: what is not in it is removed. */
export const inputOfSet = ({ statuses, ways }: EditedSet): ContractStatesInput => ({
  statuses: statuses.map(({ code, kind, isTerminal, labels }) => ({ code, kind, isTerminal, labels: plain(labels) })),
  transitions: ways.map(({ code, from, to, by, guards, reasons, isReasonRequired, labels }) => ({
    ...{ code, from: [...from], to, by: [...by], guards: [...guards], isReasonRequired, labels: plain(labels) },
    reasons: reasons.map((reason) => ({ code: reason.code, labels: plain(reason.labels) })),
  })),
});

const plain = (labels: readonly Label[]): Label[] => labels.map(({ language, text }) => ({ language, text }));

export const textIn = (labels: readonly Label[], wanted: string): string => labels.find((label) => label.language === wanted)?.text ?? '';

/** The name in one language; an empty one is taken out. */
export const withText = (labels: readonly Label[], wanted: string, text: string): Label[] => {
  const others = labels.filter((label) => label.language !== wanted);
  return text === '' ? others : [...others, { language: wanted, text }].toSorted((a, b) => a.language.localeCompare(b.language));
};

/** Puts a status behind another one, null = first; one with the same code is replaced. Ways follow a status that is there already. */
export function withStatus({ statuses, ways }: EditedSet, status: StatusOfSet, after: string | null): EditedSet {
  const others = statuses.filter(({ code }) => code !== status.code);
  const at = after === null ? 0 : others.findIndex(({ code }) => code === after) + 1;
  return { statuses: others.toSpliced(at, 0, status), ways };
}

/** Takes a status away, and with it the ways that lead to it or out of it alone. */
export const withoutStatus = ({ statuses, ways }: EditedSet, gone: string): EditedSet => ({
  statuses: statuses.filter(({ code }) => code !== gone),
  ways: ways
    .map((way) => ({ ...way, from: way.from.filter((code) => code !== gone) }))
    .filter(({ from, to, isCore }) => isCore || (from.length > 0 && to !== gone)),
});

/** Replaces the way with that code, or adds one. */
export const withWay = ({ statuses, ways }: EditedSet, way: WayOfSet): EditedSet => ({
  statuses,
  ways: ways.some(({ code }) => code === way.code) ? ways.map((one) => (one.code === way.code ? way : one)) : [...ways, way],
});

export const withoutWay = ({ statuses, ways }: EditedSet, gone: string): EditedSet => ({
  statuses,
  ways: ways.filter(({ code }) => code !== gone),
});

/** Codes of the statuses and ways that differ between two sets; another order of the same statuses is one difference, "". */
export function differences(a: EditedSet, b: EditedSet): string[] {
  const order = ({ statuses }: EditedSet): string => statuses.map(({ code }) => code).join();
  const changed = [...changedCodes(a.statuses, b.statuses), ...changedCodes(a.ways, b.ways)];
  return changed.length === 0 && order(a) !== order(b) ? [''] : changed;
}

function changedCodes(a: readonly { readonly code: string }[], b: readonly { readonly code: string }[]): string[] {
  const text = (list: typeof a, code: string): string => JSON.stringify(sorted(list.find((one) => one.code === code)));
  return [...new Set([...a, ...b].map(({ code }) => code))].filter((code) => text(a, code) !== text(b, code));
}

/** The same facts in the same order, however they came. */
const sorted = (one: object | undefined): unknown => one && Object.entries(one).toSorted(([x], [y]) => x.localeCompare(y));

/** A code from a name: "Waits for payment" is "waits_for_payment". */
export const codeFrom = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40);

import type { ContractKind } from '#prisma';
import type { Problem } from '../kernel/problems.ts';
import type { StateSet } from './contract.states.ts';

/** From which kind a step may lead to which. */
const STEPS: Readonly<Record<ContractKind, readonly ContractKind[]>> = {
  OPEN: ['OPEN', 'REVIEW', 'REFUSED'],
  REVIEW: ['REVIEW', 'WAITING', 'REFUSED'],
  WAITING: ['WAITING', 'REVIEW', 'SUPPLY', 'REFUSED'],
  SUPPLY: ['SUPPLY', 'ENDED', 'REFUSED'],
  ENDED: ['ENDED'],
  REFUSED: [],
};

/** Crossings that write what makes the next kind true, so that only these transitions may cross. */
const ONLY_BY: Readonly<Record<string, readonly string[]>> = {
  'OPEN REVIEW': ['submit'],
  'WAITING SUPPLY': ['activate'],
  'SUPPLY ENDED': ['end', 'reverse_switch'],
  'SUPPLY REFUSED': ['withdraw'],
};

/** The one way out of a terminal status. */
const REOPENS: ReadonlySet<string> = new Set(['reopen']);
/** Kinds in which a contract may stay for good. */
const FINAL: readonly ContractKind[] = ['ENDED', 'REFUSED'];

const problem = (field: string, code: string, values: Problem['values']): Problem => ({ field, code, values });

/** Kinds that contradict their ways: supply without confirmation, a terminal status with ways out, a refusal that is left. */
export function kindProblems({ statuses, transitions }: StateSet): Problem[] {
  const byCode = new Map(statuses.map((status) => [status.code, status]));
  return [
    ...statuses.flatMap(({ code, kind, isTerminal }) => [
      ...(isTerminal && !FINAL.includes(kind) ? [problem(`statuses.${code}`, 'STATUS_TERMINAL_KIND', { code, kind })] : []),
      ...(!isTerminal && kind === 'REFUSED' ? [problem(`statuses.${code}`, 'STATUS_REFUSED_OPEN', { code })] : []),
    ]),
    ...transitions.flatMap(({ code, from, to }) => {
      const target = byCode.get(to);
      if (!target) return [];
      return from.flatMap((status) => {
        const source = byCode.get(status);
        if (!source) return [];
        const at = `transitions.${code}`;
        const values = { code, from: status, to };
        if (source.isTerminal && !REOPENS.has(code)) return [problem(at, 'STATUS_TERMINAL_LEFT', values)];
        if (!STEPS[source.kind].includes(target.kind))
          return [problem(at, 'TRANSITION_KINDS_CONTRADICT', { ...values, kinds: `${source.kind} → ${target.kind}` })];
        const only = ONLY_BY[`${source.kind} ${target.kind}`];
        return only && !only.includes(code) ? [problem(at, 'TRANSITION_RESERVED', { ...values, only: only.join(', ') })] : [];
      });
    }),
  ];
}

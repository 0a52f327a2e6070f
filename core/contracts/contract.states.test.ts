import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from './contract.defaults.ts';
import { faultsOf, type StateShape, stepOf, stepsFrom } from './contract.states.ts';

const set: StateShape = { statuses: DEFAULT_STATUSES, transitions: DEFAULT_TRANSITIONS };

describe('the default statuses', () => {
  it('are sound: every one can be reached and, unless terminal, left', () => {
    expect(faultsOf(set)).toEqual([]);
  });

  it('lead from a draft into supply and out of it', () => {
    const way = ['submit', 'start_review', 'accept', 'register', 'confirm', 'activate', 'give_notice', 'end', 'close'];
    expect(way.reduce((status, transition) => stepOf(set, status, transition).to, 'draft')).toBe('closed');
  });

  it('refuse every other step and name the possible ones', () => {
    expect(() => stepOf(set, 'draft', 'activate')).toThrow('"activate" is not possible from "draft"; possible are: submit, cancel');
  });

  it('never lead out of refusal', () => {
    for (const status of ['rejected', 'withdrawn', 'cancelled']) expect(stepsFrom(set, status)).toEqual([]);
  });

  it('allow exactly the steps that they list', () => {
    const anyStatus = fc.constantFrom(...DEFAULT_STATUSES.map(({ code }) => code));
    const anyTransition = fc.constantFrom(...DEFAULT_TRANSITIONS.map(({ code }) => code));
    fc.assert(
      fc.property(anyStatus, anyTransition, (from, transition) => {
        const isListed = DEFAULT_TRANSITIONS.some((way) => way.code === transition && way.from.includes(from));
        try {
          return stepOf(set, from, transition).from === from && isListed;
        } catch {
          return !isListed; // a refusal is right where nothing is listed
        }
      }),
    );
  });
});

describe('an edited set', () => {
  it('is told about unknown statuses, islands and dead ends', () => {
    const edited: StateShape = {
      statuses: [...DEFAULT_STATUSES, { code: 'island', kind: 'REVIEW', isTerminal: false }],
      transitions: [...DEFAULT_TRANSITIONS, { code: 'lose', from: ['draft'], to: 'nowhere', by: ['system'] }],
    };
    expect(faultsOf(edited)).toEqual([
      'transition "lose" names the unknown status "nowhere"',
      'status "island" cannot be reached from "draft"',
      'status "island" is a dead end; mark it as terminal or add a way out',
    ]);
  });
});

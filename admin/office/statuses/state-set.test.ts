import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeFrom,
  differences,
  type EditedSet,
  type StatusOfSet,
  type WayOfSet,
  withoutStatus,
  withoutWay,
  withStatus,
  withText,
  withWay,
} from './state-set.ts';

const status = (code: string, isCore = false): StatusOfSet => ({ code, kind: 'REVIEW', isTerminal: false, isCore, labels: [] });
const way = (code: string, [from, to]: readonly [readonly string[], string], isCore = false): WayOfSet => ({
  ...{ code, from, to, by: ['back-office'], guards: [], reasons: [], isReasonRequired: false, isCore, labels: [] },
});
const SET: EditedSet = {
  statuses: [status('draft', true), status('own'), status('done', true)],
  ways: [way('begin', [['draft'], 'own']), way('finish', [['own', 'draft'], 'done'], true)],
};

describe('a set of statuses that is edited', () => {
  it('takes a new status behind the one that was said, and moves one that is there', () => {
    const codes = ({ statuses }: EditedSet) => statuses.map(({ code }) => code);
    expect(codes(withStatus(SET, status('new'), 'own'))).toEqual(['draft', 'own', 'new', 'done']);
    expect(codes(withStatus(SET, status('new'), null))).toEqual(['new', 'draft', 'own', 'done']);
    expect(codes(withStatus(SET, status('own'), 'done'))).toEqual(['draft', 'done', 'own']);
  });

  it('loses with a status the ways that are nothing without it, and keeps the others', () => {
    const left = withoutStatus(SET, 'own');
    expect(left.ways).toEqual([way('finish', [['draft'], 'done'], true)]);
    expect(withoutWay(SET, 'begin').ways.map(({ code }) => code)).toEqual(['finish']);
    expect(withWay(SET, way('begin', [['done'], 'own'])).ways[0]?.from).toEqual(['done']);
  });

  it('differs in what was changed, and in nothing when it was changed back', () => {
    expect(differences(SET, SET)).toEqual([]);
    expect(differences(SET, withStatus(SET, { ...status('own'), isTerminal: true }, 'draft'))).toEqual(['own']);
    expect(differences(SET, withStatus(SET, status('own'), null))).toEqual(['']);
    expect(differences(SET, withoutWay(SET, 'begin'))).toEqual(['begin']);
    const shuffled = { ...SET, statuses: SET.statuses.map(({ code, ...rest }) => ({ ...rest, code })) };
    expect(differences(SET, shuffled)).toEqual([]);
  });

  it('has one name for each language, and none where it is empty', () => {
    const labels = withText(withText([], 'en', 'Paid'), 'de', 'Bezahlt');
    expect(labels).toEqual([
      { language: 'de', text: 'Bezahlt' },
      { language: 'en', text: 'Paid' },
    ]);
    expect(withText(labels, 'de', '')).toEqual([{ language: 'en', text: 'Paid' }]);
  });

  it('makes codes that the API takes of any name that holds a letter', () => {
    expect(codeFrom('Wartet auf Zahlung (Käufer)')).toBe('wartet_auf_zahlung_kaufer');
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        expect(codeFrom(name)).toMatch(/^([a-z][a-z0-9_]*)?$/);
      }),
    );
  });
});

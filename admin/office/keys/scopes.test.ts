import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  hasField,
  READ_ALL,
  tickOfGroup,
  tickOfType,
  toggled,
  toggledAll,
  toggledField,
  toggledGroup,
  toggledType,
  WRITE_ALL,
} from './scopes.ts';

const FIELDS = ['id', 'number', 'status'];
const scope = fc.constantFrom(
  'read:Order',
  'read:Contract',
  ...FIELDS.map((field) => `read:Contract.${field}`),
  'write:placeOrder',
  'write:saveOrder',
);
const scopes = fc
  .uniqueArray(scope)
  .map((all) => (all.includes('read:Contract') ? all.filter((one) => !one.startsWith('read:Contract.')) : all));

it('takes a field out of a whole type, and leaves every other one', () => {
  fc.assert(
    fc.property(scopes, fc.constantFrom(...FIELDS), (before, field) => {
      const after = toggledField(before, { type: 'Contract', field, fields: FIELDS });
      for (const one of FIELDS) expect(hasField(after, 'Contract', one)).toBe(hasField(before, 'Contract', one) !== (one === field));
    }),
  );
});

it('ticks a type as a whole whatever was ticked of it, and clears it at the second click', () => {
  fc.assert(
    fc.property(scopes, (before) => {
      const once = tickOfType(before, 'Contract') === 'on' ? before : toggledType(before, 'Contract');
      expect(tickOfType(once, 'Contract')).toBe('on');
      expect(once.filter((one) => one.startsWith('read:Contract'))).toEqual(['read:Contract']);
      expect(tickOfType(toggledType(once, 'Contract'), 'Contract')).toBe('off');
    }),
  );
});

it('never says a scope twice, and leaves the other side alone', () => {
  fc.assert(
    fc.property(scopes, (before) => {
      const writes = (all: readonly string[]) => all.filter((one) => one.startsWith('write:')).sort();
      const all = toggledAll(before, READ_ALL);
      expect(all.filter((one) => one.startsWith('read:'))).toEqual([READ_ALL]);
      expect(writes(all)).toEqual(writes(before));
      expect(toggledAll(toggledAll([], WRITE_ALL), WRITE_ALL)).toEqual([]);
      const group = ['write:placeOrder', 'write:saveOrder'];
      const grouped = toggledGroup(before, group);
      expect(new Set(grouped).size).toBe(grouped.length);
      expect(tickOfGroup(grouped, group)).toBe(tickOfGroup(before, group) === 'on' ? 'off' : 'on');
      expect(toggled(toggled(before, 'write:other'), 'write:other')).toEqual(before);
    }),
  );
});

import { describe, expect, it } from 'vitest';
import { MANUAL, REVIEW, WAITING } from './credit-check.hooks.ts';
import plugin from './plugin.ts';

const { en = {} } = plugin.locales ?? {};

describe('the plugin', () => {
  it('has a text for each reason to wait', () => {
    expect([WAITING, MANUAL, REVIEW].filter((key) => !(key in en))).toEqual([]);
  });

  it('empties at erasure everything that the bureau and the reviewer said', () => {
    const [rule] = plugin.personalData ?? [];
    expect(rule?.subject).toEqual({ column: 'orderId', kind: 'order' });
    expect(rule?.anonymise.filter((column) => !rule.disclose.includes(column))).toEqual([]);
  });
});

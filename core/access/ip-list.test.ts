import { describe, expect, it } from 'vitest';
import { checkIpList, isAllowedIp } from './ip-list.ts';

describe('a list of addresses', () => {
  it('that is empty allows everybody', () => expect(isAllowedIp([], '203.0.113.7')).toBe(true));

  it.each([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['0.0.0.0/0', '198.51.100.1', true],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['::ffff:203.0.113.7', '203.0.113.7', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:0db8:0:0::1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['203.0.113.0/24', 'unknown', false],
  ])('%s and the caller %s: %s', (entry, ip, isAllowed) => {
    expect(() => checkIpList([entry])).not.toThrow();
    expect(isAllowedIp([entry], ip)).toBe(isAllowed);
  });

  it.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '203.0.113.0/8/8',
    '2001:db8::/129',
    'fe80::1%eth0',
    '::ffff:203.0.113.0/120',
  ])('refuses "%s" and names it', (entry) => expect(() => checkIpList(['203.0.113.7', entry])).toThrow(`"${entry}"`));
});

import { describe, expect, it } from 'vitest';
import { coreModule } from '../core.module.ts';
import { BootError } from './errors.ts';
import { definePlugin, type Plugin } from './plugin.ts';
import { createRegistry } from './registry.ts';

const plugin = (id: string, more: Partial<Plugin> = {}): Plugin => definePlugin({ id, version: '1.0.0', api: 1, summary: id, ...more });
const registry = (...plugins: Plugin[]) => createRegistry(coreModule, plugins);
const refusal = (...plugins: Plugin[]): string => {
  try {
    registry(...plugins);
  } catch (error) {
    if (error instanceof BootError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the installed plugins', () => {
  it('stand behind what they require or want before them, otherwise as they are listed', () => {
    const sorted = registry(plugin('c', { requires: ['a'] }), plugin('b', { after: ['c', 'not-installed'] }), plugin('a'));
    expect(sorted.installed.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(sorted.all[0]?.id).toBe('core');
  });

  it('stop the start with plugin, rule and remedy when something is wrong', () => {
    expect(refusal(plugin('Bad_Id'))).toContain('"Bad_Id": the id must be kebab-case');
    expect(refusal(plugin('core'))).toContain('not "core"');
    expect(refusal(plugin('a'), plugin('a'))).toContain('"a": is listed twice');
    expect(refusal(plugin('a', { api: 2 as 1 }))).toContain('plugin API 2');
    expect(refusal(plugin('a', { requires: ['b'] }))).toContain('"a" requires "b", which is not installed');
    expect(refusal(plugin('a', { requires: ['b'] }), plugin('b', { after: ['a'] }))).toContain('a -> b -> a');
    expect(refusal(plugin('a', { permissions: { 'b.read': 'x' } }))).toContain('must begin with "a."');
    expect(refusal(plugin('a'), plugin('b'))).toBe('accepted');
  });

  it('name what they sell: one code, one commodity, with a name in all their languages', () => {
    const cooling = { code: 'COOLING', unit: 'kWh', hasMeteringPoint: true, colour: 'indigo', icon: 'snowflake' };
    const locales = { en: { 'commodity.COOLING': 'Cooling' }, de: { 'commodity.COOLING': 'Kälte' } };
    const declared = registry(plugin('a', { commodities: [cooling], locales })).commodities;
    expect([...declared.keys()].slice(-2)).toEqual(['SUBSCRIPTION', 'COOLING']);
    expect(declared.get('COOLING')?.pluginId).toBe('a');

    expect(refusal(plugin('a', { commodities: [cooling], locales }), plugin('b', { commodities: [cooling], locales }))).toContain(
      '"b": the commodity "COOLING" is declared by "a" already',
    );
    expect(refusal(plugin('a', { commodities: [{ ...cooling, code: 'GAS' }], locales }))).toContain('declared by "core" already');
    expect(refusal(plugin('a', { commodities: [{ ...cooling, code: 'cooling' }], locales }))).toContain('must be UPPER_SNAKE');
    expect(refusal(plugin('a', { commodities: [cooling], locales: { ...locales, de: {} } }))).toContain('"commodity.COOLING" in "de"');
    expect(refusal(plugin('a', { commodities: [cooling] }))).toContain('"commodity.COOLING" in "en"');
  });
});

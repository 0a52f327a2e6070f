import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, fromOklch, toOklch } from './colour.ts';
import { contrastsOf, LEAST_CONTRAST } from './contrasts.ts';
import { COMMODITY_SEEDS, NEUTRAL, NIGHT, scale, solid, TONE_SEEDS } from './palette.ts';
import { schemeOf, themeSheet } from './theme.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the colours of a brand', () => {
  it('can be read, whatever colour the brand has', () => {
    fc.assert(
      fc.property(hex, (seed) => {
        const steps = scale(seed);
        expect(contrast(steps[6], NEUTRAL[0])).toBeGreaterThanOrEqual(5.2); // links and accents on the canvas
        expect(contrast(steps[3], NIGHT[7])).toBeGreaterThanOrEqual(7); // the same in the dark
        expect(contrast(steps[7], steps[1])).toBeGreaterThanOrEqual(5.2); // text on a tint
        const { fill, hover, on } = solid(seed);
        expect(contrast(on, fill)).toBeGreaterThanOrEqual(5.2);
        expect(contrast(on, hover)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 300 },
    );
  });

  it('keep a bright brand bright, under dark text', () => {
    expect(solid('#ffc400')).toMatchObject({ fill: '#ffc400', on: '#171b21' });
    expect(solid('#0b6b8a')).toMatchObject({ fill: '#15708f', on: '#ffffff' });
  });

  it('come back as they were from the space in which they are stepped', () => {
    fc.assert(
      fc.property(hex, (seed) => {
        expect(contrast(fromOklch(toOklch(seed)), seed)).toBeLessThan(1.02);
      }),
    );
  });
});

it('lets every commodity and every tone be read on its own tint', () => {
  for (const seed of [...Object.values(COMMODITY_SEEDS), ...Object.values(TONE_SEEDS)]) {
    const steps = scale(seed);
    expect(contrast(steps[7], steps[1])).toBeGreaterThanOrEqual(6);
  }
});

it('says of any colour where it stands on what, and that it can be read there', () => {
  fc.assert(
    fc.property(hex, (seed) => {
      expect(contrastsOf(seed).filter(({ ratio }) => ratio < LEAST_CONTRAST)).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(new Set(contrastsOf('#0b6b8a').map(({ scheme }) => scheme))).toEqual(new Set(['light', 'dark']));
});

it('shows an example in the very colours of the style sheet', () => {
  const [light = '', dark = ''] = themeSheet('#2b8a3e').split('\n');
  for (const [name, value] of Object.entries(schemeOf('#2b8a3e', 'light'))) expect(light).toContain(`${name}:${value}`);
  expect(dark).toContain(`--vk-canvas:${schemeOf('#2b8a3e', 'dark')['--vk-canvas']}`);
});

it('names the same variables in both schemes, so that none is forgotten in the dark', () => {
  const names = (block: string) => [...block.matchAll(/--vk-([\w-]+):/g)].map(([, name]) => name);
  const [light = '', dark = ''] = themeSheet('#0b6b8a').split('\n');
  expect(names(light).filter((name) => !names(dark).includes(name) && !/solid/.test(name ?? ''))).toEqual([]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrastOnPaper, inkOf } from './colour.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('lets whatever colour a brand has be read on paper', () => {
  fc.assert(fc.property(hex, (colour) => contrastOnPaper(inkOf(colour)) >= 4.5));
});

it('leaves a colour as it is that can be read already', () => {
  expect(inkOf('#0b7285')).toBe('#0b7285');
  expect(inkOf('#ffc400')).not.toBe('#ffc400');
  expect(contrastOnPaper('#ffffff')).toBe(1);
  expect(contrastOnPaper('#000000')).toBe(21);
});

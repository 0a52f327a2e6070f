import { describe, expect, it } from 'vitest';
import { chosen, type Version } from './template.choice.ts';

const version = (language: string, form: Version['form'], number = 1): Version => ({ language, form, number });
const versions = [
  version('de', 'FORMAL'),
  version('de', 'INFORMAL'),
  version('de', 'FORMAL', 2),
  version('en', 'FORMAL'),
  version('pl', 'FORMAL'),
];

describe('the version of a template', () => {
  it("is the newest in the reader's language and the brand's form", () => {
    expect(chosen(versions, { languages: ['de-AT', 'en'], form: 'FORMAL' })).toEqual(version('de', 'FORMAL', 2));
    expect(chosen(versions, { languages: ['de', 'en'], form: 'INFORMAL' })).toEqual(version('de', 'INFORMAL'));
  });

  it("falls back to the brand's language, to English, to whatever there is, and to the other form", () => {
    expect(chosen(versions, { languages: ['da', 'pl'], form: 'INFORMAL' })?.language).toBe('pl');
    expect(chosen(versions, { languages: ['da', 'nb'], form: 'FORMAL' })?.language).toBe('en');
    expect(chosen([version('pl', 'FORMAL')], { languages: ['da'], form: 'INFORMAL' })?.language).toBe('pl');
    expect(chosen([], { languages: ['de'], form: 'FORMAL' })).toBe(null);
  });
});

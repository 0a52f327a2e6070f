import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { LeafField, TextField, TextFormat } from './field.ts';

/** For zod and for JSON Schema alike, so both give one verdict. People copy texts: blanks around them are no fault. */
export const PATTERNS: Readonly<Record<TextFormat, { readonly pattern: string; readonly code: string }>> = {
  plain: { pattern: String.raw`\S`, code: 'BLANK' },
  email: {
    pattern: String.raw`^\s*(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}\s*$`,
    code: 'EMAIL_INVALID',
  },
  id: { pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$', code: 'INVALID' },
  iban: { pattern: String.raw`^\s*[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 .-]{8,40}$`, code: 'IBAN_INVALID' },
  language: { pattern: '^[a-z]{2}$', code: 'INVALID' },
};

export const DAY_PATTERN = '^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$';

/** Checks one answer. A fault carries its code and the values of its text in `params`. */
export function leafSchema(field: LeafField): z.ZodType {
  switch (field.type) {
    case 'text':
      return text(field);
    case 'day':
      return z.string().refine(isDay, { params: { code: 'DATE_INVALID' } });
    case 'choice':
      return z.string().refine((value) => field.choices.includes(value), {
        params: { code: 'CHOICE_UNKNOWN', values: { choices: field.choices.join(', ') } },
      });
    case 'flag':
      return z.boolean();
    case 'whole': {
      const { minimum, maximum } = field;
      const isInside = (value: number) => Number.isInteger(value) && value >= minimum && value <= maximum;
      return z.number().refine(isInside, { params: { code: 'NUMBER_OUT_OF_RANGE', values: { minimum, maximum } } });
    }
  }
}

function text({ maximum, format, required, requiredWhen }: TextField) {
  const { pattern, code } = PATTERNS[format];
  const blank = required || requiredWhen ? 'REQUIRED' : 'BLANK';
  const shape = new RegExp(pattern, 'u');
  return z
    .string()
    .refine((value) => [...value].length <= maximum, { params: { code: 'TOO_LONG', values: { maximum } }, abort: true })
    .refine((value) => /\S/u.test(value), { params: { code: blank }, abort: true })
    .refine((value) => shape.test(value), { params: { code } })
    .transform((value) => value.trim());
}

function isDay(value: string): boolean {
  try {
    return new RegExp(DAY_PATTERN, 'u').test(value) && Boolean(Temporal.PlainDate.from(value, { overflow: 'reject' }));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return false;
  }
}

import type { z } from '#core';

/** Parses without repeating the value in the error: it holds personal data or a secret. */
export function readAnswer<T>(shape: z.ZodType<T>, body: unknown, { from, what }: { readonly from: string; readonly what: string }): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole body');
  throw new Error(`${from}: ${what} is not what its specification says, at: ${places.join(', ')}`);
}

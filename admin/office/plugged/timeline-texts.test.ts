import { describe, expect, it } from 'vitest';
import type { AdminPart } from './plugged.types.ts';
import { toldBy } from './timeline-texts.ts';

const texts = { load: async () => undefined };
const entry = { kind: 'plugin', text: 'letter-sent', by: 'one', at: '2026-01-01T00:00:00Z', pluginId: 'one' };
const told = (timelineItem: NonNullable<AdminPart['timelineItem']>) => toldBy([{ id: 'one', part: { texts, timelineItem } }], entry);

describe('an entry of a timeline', () => {
  it('is told by its plugin', () => {
    expect(told(({ text }) => ({ text: `Told: ${text}` }))).toEqual({ text: 'Told: letter-sent' });
  });

  it('is told by core when its plugin says nothing, is off, or is another one', () => {
    expect(told(() => null)).toBe(null);
    expect(toldBy([], entry)).toBe(null);
    expect(toldBy([{ id: 'two', part: { texts, timelineItem: () => ({ text: 'Mine' }) } }], entry)).toBe(null);
  });

  it('is told by core when its plugin fails, and the fault is not lost', () => {
    const reported: unknown[] = [];
    Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });
    const fault = new Error('broken');
    expect(
      told(() => {
        throw fault;
      }),
    ).toBe(null);
    expect(reported).toEqual([fault]);
  });
});

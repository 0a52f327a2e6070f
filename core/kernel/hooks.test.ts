import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { inTransaction } from './context.ts';
import { DomainError } from './errors.ts';
import {
  allow,
  collect,
  collected,
  type Decision,
  decide,
  decision,
  deny,
  type HookHandler,
  hook,
  pend,
  transform,
  transformed,
} from './hooks.ts';
import { definePlugin, type Plugin } from './plugin.ts';

const may = decision<{ by: string[] }>('test.may', 200);
const value = transform<number>('test.value', { onError: 'abort', timeoutMs: 200 });
const optional = transform<number>('test.optional', { onError: 'skip', timeoutMs: 200 });
const told = collect<string, string>('test.told', 200);

const speaker = (id: string, hooks: HookHandler[], more: Partial<Plugin> = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', api: 1, summary: id, hooks, ...more });
const note =
  (name: string, answer: (by: string[]) => Decision = allow) =>
  ({ by }: { by: string[] }): Decision => {
    by.push(name);
    return answer(by);
  };
const plugins = [
  speaker('late', [hook(may, note('late'), 'late'), hook(value, (n) => n * 2), hook(told, (text) => `late ${text}`)]),
  speaker(
    'second',
    [
      hook(
        may,
        note('second', (by) => (by.includes('pend') ? pend('second.waits') : allow())),
      ),
      hook(value, async (n) => n + 1),
    ],
    { after: ['first'] },
  ),
  speaker('first', [
    hook(
      may,
      note('first', (by) => (by.includes('deny') ? deny('FIRST_NO', 'No') : allow())),
    ),
    hook(optional, () => {
      throw new Error('broken');
    }),
    hook(told, () => {
      throw new Error('broken');
    }),
  ]),
  speaker('early', [hook(may, note('early'), 'early'), hook(optional, (n) => n + 10)]),
];
const app = await createTestApp(plugins);
for (const { id } of plugins) await app.switch(id, true);
afterAll(() => app.close());

const ask = async (...by: string[]) => {
  const verdict = await inTransaction(await app.as(), (ctx) => decide(may, { by }, ctx));
  return { verdict, by };
};

describe('a decision', () => {
  it('asks early, normal, late; inside a rank in the order of dependencies and the configuration', async () => {
    expect((await ask()).by).toEqual(['early', 'first', 'second', 'late']);
  });

  it('ends with the first refusal, whoever has doubts before', async () => {
    const { verdict, by } = await ask('deny', 'pend');
    expect(verdict).toEqual({ kind: 'deny', pluginId: 'first', code: 'FIRST_NO', message: 'No' });
    expect(by).not.toContain('second');
  });

  it('names everybody who is not sure', async () => {
    expect((await ask('pend')).verdict).toEqual({ kind: 'pend', pending: [{ pluginId: 'second', reason: 'second.waits' }] });
  });

  it('ends a statement that is too slow, and leaves no limit behind', async () => {
    const limits: unknown[] = [];
    const curious = speaker('curious', [
      hook(may, async (_input, { tx }) => {
        limits.push(await tx.$queryRaw`select current_setting('statement_timeout') as limit`);
        return allow();
      }),
    ]);
    const other = await createTestApp([curious]);
    await other.switch('curious', true);
    await inTransaction(await other.as(), async (ctx) => {
      await decide(may, { by: [] }, ctx);
      limits.push(await ctx.tx.$queryRaw`select current_setting('statement_timeout') as limit`);
    });
    expect(limits).toEqual([[{ limit: '200ms' }], [{ limit: '0' }]]);
    await other.close();
  });
});

describe('a transform', () => {
  it('gives each plugin the value of the one before', async () => {
    expect(await transformed(value, 3, await app.as())).toBe(7);
  });

  it('leaves out a plugin that fails where the point allows it', async () => {
    expect(await transformed(optional, 1, await app.as())).toBe(11);
  });

  it('ends the operation where it does not, and passes a DomainError on as it is', async () => {
    const failing = (error: Error) =>
      speaker('failing', [
        hook(value, () => {
          throw error;
        }),
      ]);
    for (const [error, code] of [
      [new Error('secret'), 'HOOK_FAILED'],
      [new DomainError('FAILING_NO', 'No'), 'FAILING_NO'],
    ] as const) {
      const other = await createTestApp([failing(error)]);
      await other.switch('failing', true);
      await expect(transformed(value, 1, await other.as())).rejects.toMatchObject({ code });
      await other.close();
    }
  });
});

it('collects what everybody says and leaves out who fails', async () => {
  expect(await collected(told, 'hello', await app.as())).toEqual([{ pluginId: 'late', value: 'late hello' }]);
});

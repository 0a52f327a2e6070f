import { Repeater } from 'graphql-yoga';
import type { ImportRun, ImportState } from '#prisma';
import type { GraphQLContext } from '../graphql/builder.ts';
import { createBell } from '../kernel/bell.ts';

/** A stream ends after this time and its client opens a new one: rights that were taken away meanwhile count then. */
const LONGEST_MS = 15 * 60_000;
const MOVING: ReadonlySet<ImportState> = new Set(['STAGING', 'VALIDATING', 'COMMITTING']);

/**
 * The id of an import in the viewer's rows: at once, then each time its figures move. Ends when it rests or the client goes;
 * of an import that is not there, at once.
 */
export const watchImport = (ctx: GraphQLContext, id: string): AsyncIterable<string> =>
  new Repeater<string>(async (push, stop) => {
    const bell = createBell();
    const unsubscribe = ctx.kernel.signals.subscribe(({ kind, brandId }) => {
      if (kind === 'progress' && brandId === ctx.brand.id) bell.ring();
    });
    const deadline = setTimeout(stop, LONGEST_MS);
    let isOver = false;
    // Also when the client goes while nothing happens.
    const ended = stop.then(() => {
      isOver = true;
      clearTimeout(deadline);
      unsubscribe();
      bell.ring();
    });

    let told = '';
    while (!isOver) {
      const run = await ctx.db.importRun.findUnique({ where: { id } });
      const now = run ? figuresOf(run) : '';
      if (run && now !== told) await push(id);
      told = now;
      if (!run || !MOVING.has(run.state)) stop();
      else await bell.wait();
    }
    await ended;
  });

const figuresOf = ({ state, total, valid, invalid, done, failed }: ImportRun): string =>
  [state, total, valid, invalid, done, failed].join(' ');

import { z } from 'zod';
import type { Prisma, SavedView } from '#prisma';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid, problemsOf } from '../kernel/problems.ts';

/** More of one list would be a list of its own. */
const MOST = 50;

const newView = z.strictObject({
  list: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  name: z.string().trim().min(1).max(60),
  address: z.string().max(2_000),
  isShared: z.boolean(),
});

/** Views that the viewer keeps, of one list or of all, and those that colleagues share: of one's own company, or of the brand's own people. */
export const viewsOf = ({ db, viewer }: Ctx, list: string | null): Promise<SavedView[]> =>
  db.savedView.findMany({ where: { ...(list !== null && { list }), ...visibleTo(viewer) }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });

/**
 * Keeps a view under a name; one of the viewer's own with the same name is replaced. Errors: VIEW_INVALID with every problem,
 * VIEW_TOO_MANY.
 */
export const saveView = (ctx: Ctx, given: object): Promise<SavedView> =>
  inTransaction(ctx, async ({ tx, viewer }) => {
    const parsed = newView.safeParse(given);
    if (!parsed.success) throw invalid('VIEW_INVALID', problemsOf(parsed.error));
    const { list, name, ...facts } = parsed.data;
    const key = { ownerId: viewer.id, list, name };
    const data = { ...facts, partnerId: viewer.partnerId, createdBy: viewer.name };
    await tx.savedView.createMany({ data: { ...key, ...data }, skipDuplicates: true });
    if ((await tx.savedView.count({ where: { ownerId: viewer.id, list } })) > MOST)
      throw new DomainError('VIEW_TOO_MANY', `list: holds ${MOST} views of yours; delete one first`, { most: MOST });
    await tx.savedView.updateMany({ where: key, data });
    return tx.savedView.findFirstOrThrow({ where: key });
  });

/** Forgets a view of the viewer's own. Fails with VIEW_NOT_FOUND. */
export const deleteView = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async ({ tx, viewer }) => {
    const { count } = await tx.savedView.deleteMany({ where: { id, ownerId: viewer.id } });
    if (count === 0) throw new DomainError('VIEW_NOT_FOUND', `id: no view of yours is ${id}`, { id });
  });

const visibleTo = ({ id, partnerId }: Ctx['viewer']): Prisma.SavedViewWhereInput => ({
  OR: [{ ownerId: id }, { isShared: true, partnerId }],
});

import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { deleteView, saveView, viewsOf } from './view.service.ts';

/** Views of lists that people keep under names. */
export function viewSchema({ builder }: Shared): void {
  const View = builder.prismaObject('SavedView', {
    description: 'A view of a list that somebody keeps under a name.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      list: t.exposeString('list', { description: 'The list: "contracts".' }),
      name: t.exposeString('name', { description: 'Its name.' }),
      address: t.exposeString('address', { description: 'What stands behind the "?" of the list\'s address.' }),
      isShared: t.exposeBoolean('isShared', { description: 'Whether colleagues see it.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who keeps it.' }),
      isOwn: t.boolean({
        description: 'Whether the caller keeps it, and may replace or delete it.',
        select: { ownerId: true },
        resolve: ({ ownerId }, _args, { viewer }) => ownerId === viewer.id,
      }),
    }),
  });
  builder.queryField('savedViews', (t) =>
    t.field({
      type: [View],
      description: "Views of lists: the caller's own, and those that colleagues share. By name.",
      extensions: needs('view.write'),
      args: { list: t.arg.string({ description: 'Of this list alone: "contracts".' }) },
      resolve: (_root, { list }, ctx) => viewsOf(ctx, list ?? null),
    }),
  );
  const ViewInput = builder.inputType('SavedViewInput', {
    description: 'A view to keep.',
    fields: (t) => ({
      list: t.string({ required: true, description: 'The list: "contracts".' }),
      name: t.string({ required: true, description: "At most 60 characters; one of one's own with this name is replaced." }),
      address: t.string({ required: true, description: 'What stands behind the "?" of the list\'s address.' }),
      isShared: t.boolean({ required: true, description: 'Whether colleagues see it.' }),
    }),
  });
  builder.mutationField('saveView', (t) =>
    t.field({
      type: View,
      description: 'Keeps a view of a list under a name. Fails with VIEW_INVALID, VIEW_TOO_MANY.',
      extensions: needs('view.write'),
      args: { input: t.arg({ type: ViewInput, required: true, description: 'The view.' }) },
      resolve: (_root, { input }, ctx) => saveView(ctx, input),
    }),
  );
  builder.mutationField('deleteView', (t) =>
    t.boolean({
      description: "Forgets one of the caller's views. Fails with VIEW_NOT_FOUND.",
      extensions: needs('view.write'),
      args: { id: t.arg.id({ required: true, description: 'The view.' }) },
      resolve: async (_root, { id }, ctx) => {
        await deleteView(ctx, id);
        return true;
      },
    }),
  );
}

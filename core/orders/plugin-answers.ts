import type { Db } from '../db/client.ts';
import type { Answers, Fields } from '../forms/field.ts';
import { readAnswers } from '../forms/form.reader.ts';
import { isRecord } from '../kernel/records.ts';

/**
 * What a plugin's fields of the order form were answered with, for its event handlers and jobs; null when they were not asked
 * (the plugin was off) or there is no such order. `db` is `ctx.tx` or `ctx.db`.
 */
export async function formAnswers<const G extends Fields>(
  db: Pick<Db, 'order'>,
  { orderId, pluginId, fields }: { readonly orderId: string; readonly pluginId: string; readonly fields: G },
): Promise<Answers<G> | null> {
  const order = await db.order.findUnique({ where: { id: orderId }, select: { answers: true } });
  const plugins = isRecord(order?.answers) ? order.answers.plugins : null;
  return readAnswers(fields, isRecord(plugins) ? (plugins[pluginId] ?? {}) : {}).form;
}

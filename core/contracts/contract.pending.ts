import { asBrand, type TxCtx } from '../kernel/context.ts';

/** For the preview of a switch: how many contracts wait for a plugin's answer and would be decided without it. */
export async function contractsWaitingFor(ctx: TxCtx, pluginId: string): Promise<readonly string[]> {
  const count = await asBrand(ctx).tx.contract.count({ where: { pending: { array_contains: [{ pluginId }] } } });
  return count === 0 ? [] : [ctx.texts(ctx.viewer.language, 'plugin.off.contracts', { count, plugin: pluginId }) ?? pluginId];
}

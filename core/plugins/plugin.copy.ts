import { type BrandCopyPart, brandCopy, type CopyRequest } from '../brands/brand.points.ts';
import { hook } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';
import { copyPlugin } from '../kernel/switching.ts';

/** Plugins that are on, each with its settings; those of the tenant are on anyway. */
export const copyPlugins = hook(brandCopy, (_asked, { activation }): readonly BrandCopyPart[] => {
  const { installed, ofTenants } = activation.registry;
  const items = installed.filter(({ id }) => activation.isActive(id) && !ofTenants.includes(id)).map(({ id }) => ({ id, label: id }));
  return [{ code: 'plugins', label: 'brand.copy.plugins', items, copy: takeAlong }];
});

async function takeAlong({ from, to, items }: CopyRequest) {
  const open: Problem[] = [];
  let count = 0;
  for (const { id } of to.activation.registry.installed.filter((plugin) => items.includes(plugin.id))) {
    const { isOn, missing, obstacles } = await copyPlugin(from, to, id);
    const field = `plugins.${id}`;
    if (isOn) count += 1;
    if (missing.length > 0) open.push({ field, code: 'PLUGIN_SECRETS_MISSING', values: { plugin: id, settings: missing.join(', ') } });
    if (obstacles.length > 0) open.push({ field, code: 'PLUGIN_STAYS_OFF', values: { plugin: id, why: obstacles.join('. ') } });
  }
  return { count, open };
}

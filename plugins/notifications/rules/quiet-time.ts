import type { Ctx } from '#core';
import { settings } from '../settings.ts';
import { quietUntil } from './quiet-hours.ts';

/** When the brand's people may be disturbed again; null = now. */
export function quietTime({ activation, brand, wallClock }: Pick<Ctx, 'activation' | 'brand' | 'wallClock'>): Date | null {
  const { quietFrom, quietTo } = activation.settings(settings);
  return quietUntil(wallClock.now(), { from: quietFrom, to: quietTo, timeZone: brand.timeZone });
}

import { type BrandCopyPart, brandCopy } from '../brands/brand.points.ts';
import { hook } from '../kernel/hooks.ts';
import { stateSet } from './contract.service.ts';
import { writeStates } from './state-set.service.ts';

/** Statuses and transitions, as one set: a part of one would lead nowhere. */
export const copyStates = hook(brandCopy, (): readonly BrandCopyPart[] => [
  {
    code: 'statuses',
    label: 'brand.copy.statuses',
    items: null,
    copy: async ({ from, to }) => {
      const set = await stateSet(from);
      await writeStates(to, set);
      return { count: set.statuses.length, open: [] };
    },
  },
]);

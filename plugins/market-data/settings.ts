import { defineSettings, z } from '#core';

export const settings = defineSettings(
  'market-data',
  z.object({
    /** Suppliers of the market list whose tariffs the brand sells as its own: they are not compared with themselves. */
    ownSupplierKeys: z.array(z.string().trim().min(1)).default([]),
  }),
);

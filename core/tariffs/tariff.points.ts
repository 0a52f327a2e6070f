import { z } from 'zod';
import { event } from '../kernel/events.ts';
import { decision } from '../kernel/hooks.ts';

/** May this approved version of a price be sold from now on? */
export const tariffPublication = decision<{ readonly tariffId: string; readonly tariffPriceId: string }>('tariff.publication');

const ofVersion = z.object({ tariffId: z.uuid(), tariffPriceId: z.uuid() });

/** A version of a price was drafted, or its draft was changed. */
export const tariffPriceDrafted = event('tariff.price-drafted', ofVersion, 'tariffId');
/** Somebody else than its authors approved a version. */
export const tariffPriceApproved = event('tariff.price-approved', ofVersion, 'tariffId');
/** A version is sold from its first day on; the one before it has got its end. */
export const tariffPublished = event('tariff.published', ofVersion, 'tariffId');
/** A tariff has got a last day of sale. */
export const tariffSaleEnded = event('tariff.sale-ended', z.object({ tariffId: z.uuid() }), 'tariffId');

import type { Plugin } from '#core';
import brandManagement from './plugins/brand-management/plugin.ts';
import creditCheck from './plugins/credit-check/plugin.ts';
import eSignature from './plugins/e-signature/plugin.ts';
import marketData from './plugins/market-data/plugin.ts';
import notifications from './plugins/notifications/plugin.ts';
import referrals from './plugins/referrals/plugin.ts';
import sms from './plugins/sms/plugin.ts';

/** The installed plugins. Which of them runs for which brand is decided at run time; to uninstall one, delete its line and its folder. */
export const plugins: readonly Plugin[] = [marketData, creditCheck, eSignature, notifications, referrals, brandManagement, sms];
export default plugins;

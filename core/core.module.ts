import { copyBrandFacts } from './brands/brand.copy.ts';
import { copyLegalTexts } from './brands/legal-text.copy.ts';
import { CORE_COMMODITIES } from './commodities/commodity.ts';
import { runCalendar } from './contracts/contract.jobs.ts';
import { lookAtMassChange, runMassChange, tidyPreviews } from './contracts/mass-change.jobs.ts';
import { copyStates } from './contracts/state-set.copy.ts';
import { fillKeys } from './customers/customer.jobs.ts';
import { confirmOrder, confirmSubmitted } from './documents/document.jobs.ts';
import { commitImport, validateImport } from './imports/import.jobs.ts';
import { stopDeadUploads } from './imports/import.tidy.ts';
import { definePlugin } from './kernel/plugin.ts';
import { CORE } from './kernel/registry.ts';
import { tidyUp } from './kernel/tidy.ts';
import { CORE_TEXTS } from './locales/index.ts';
import { recheckAnswered, recheckResubmitted, recheckWaiting, recheckWithout } from './orders/order.recheck.ts';
import { copyPartners } from './partners/partner.copy.ts';
import { copyPlugins } from './plugins/plugin.copy.ts';
import { copyTariffs } from './tariffs/tariff.copy.ts';
import { copyUsers } from './users/user.copy.ts';

/** What core itself does at events and in jobs, said as a plugin says it; always on. */
export const coreModule = definePlugin({
  id: CORE,
  version: '1.0.0',
  api: 1,
  summary: 'Orders and contracts',
  locales: CORE_TEXTS,
  commodities: CORE_COMMODITIES,
  // In this order a brand begins: what later parts need comes first.
  hooks: [copyPlugins, copyStates, copyTariffs, copyBrandFacts, copyLegalTexts, copyPartners, copyUsers],
  events: [recheckAnswered, recheckWithout, confirmSubmitted],
  jobs: [
    fillKeys,
    runCalendar,
    lookAtMassChange,
    runMassChange,
    tidyPreviews,
    recheckResubmitted,
    recheckWaiting,
    tidyUp,
    confirmOrder,
    validateImport,
    commitImport,
    stopDeadUploads,
  ],
});

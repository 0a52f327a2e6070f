import { CORE_COMMODITIES } from './commodities/commodity.ts';
import { runCalendar } from './contracts/contract.jobs.ts';
import { lookAtMassChange, runMassChange, tidyPreviews } from './contracts/mass-change.jobs.ts';
import { fillKeys } from './customers/customer.jobs.ts';
import { confirmOrder, confirmSubmitted } from './documents/document.jobs.ts';
import { commitImport, validateImport } from './imports/import.jobs.ts';
import { stopDeadUploads } from './imports/import.tidy.ts';
import { definePlugin } from './kernel/plugin.ts';
import { CORE } from './kernel/registry.ts';
import { tidyUp } from './kernel/tidy.ts';
import { CORE_TEXTS } from './locales/index.ts';
import { recheckAnswered, recheckResubmitted, recheckWaiting, recheckWithout } from './orders/order.recheck.ts';

/** What core itself does at events and in jobs, said as a plugin says it; always on. */
export const coreModule = definePlugin({
  id: CORE,
  version: '1.0.0',
  api: 1,
  summary: 'Orders and contracts',
  locales: CORE_TEXTS,
  commodities: CORE_COMMODITIES,
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

import { z } from '#core';
import { ALERT_KINDS, type Monitoring } from './bureau.ts';
import type { Reply } from './bureau-http.ts';
import { readAnswer } from './read-answer.ts';
import type { Ask } from './rest-bureau.ts';

// A watch over the subject of a report, for a term. That there is one is public, its messages are our model, see README.

const NAME = 'Creditreform';
const PATH = '/v3/monitorings';

const made = z.object({ monitoringId: z.string().min(1) });
const told = z.object({
  changes: z.array(z.object({ number: z.string().min(1), monitoringId: z.string().min(1), kind: z.enum(ALERT_KINDS), date: z.iso.date() })),
});

export const creditreformMonitoring = (exchange: (ask: Ask) => Promise<Reply>): Monitoring => ({
  watch: async ({ reportId, reference, until }) => {
    const asked = { reportId, reasonOfInquiry: 'Contract', customerReference: reference, until };
    const { status, body } = await exchange({ path: PATH, body: JSON.stringify(asked) });
    return status === 404 ? null : readAnswer(made, body, { from: NAME, what: 'the watch' }).monitoringId;
  },
  end: async (watchNumber) => {
    await exchange({ path: `${PATH}/${encodeURIComponent(watchNumber)}`, body: null, method: 'DELETE' });
  },
  changes: async (after) => {
    const { body } = await exchange({ path: `${PATH}/changes?after=${encodeURIComponent(after)}`, body: null });
    const { changes } = readAnswer(told, body, { from: NAME, what: 'the list of changes' });
    return changes.map(({ number, monitoringId, kind, date }) => ({ number, watchNumber: monitoringId, kind, day: date }));
  },
});

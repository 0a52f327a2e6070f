import { z } from '#core';
import type { BureauAlert } from '../providers/bureau.ts';
import type { SimulatedAnswer } from './demo-persons.ts';
import type { SimulatorCall } from './schufa-protocol.ts';
import type { Bill } from './simulator-bill.ts';
import { numbering, reading } from './simulator-house.ts';
import { json, type SimulatorReply } from './simulator-replies.ts';

const wish = z.object({
  reportId: z.string().min(1),
  reasonOfInquiry: z.literal('Contract'),
  customerReference: z.string().min(1).max(40),
  until: z.iso.date(),
});

interface Watch {
  readonly id: string;
  readonly until: string;
}

/** Creditreform's watch: one per reference, and what it tells. `answerOf`: what a report was about. Null = no address of it. */
export function creditreformMonitoringProtocol(bill: Bill, answerOf: (reportId: string) => SimulatedAnswer | undefined) {
  const nextWatch = numbering('CM');
  const watches = new Map<string, Watch>();
  const changes: { readonly monitoringId: string; readonly kind: BureauAlert['kind']; readonly date: string }[] = [];

  const watch = ({ reportId, customerReference, until }: z.infer<typeof wish>): SimulatorReply => {
    const answer = answerOf(reportId);
    if (!answer) return json(404, { errors: [{ message: 'No such report' }] });
    const known = watches.get(customerReference);
    const id = known?.id ?? nextWatch();
    watches.set(customerReference, { id, until });
    if (known?.until !== until) bill.charge('creditreform', { id: `${id} ${until}`, product: 'watch' });
    if (!known && answer.kind === 'score' && answer.later) changes.push({ monitoringId: id, kind: answer.later, date: today() });
    return json(known ? 200 : 201, { monitoringId: id });
  };
  const end = (id: string): SimulatorReply => {
    const [reference] = [...watches].find(([, one]) => one.id === id) ?? [];
    if (reference === undefined) return json(404, { errors: [{ message: 'No such watch' }] });
    watches.delete(reference);
    return json(200, { monitoringId: id });
  };
  /** Numbers are places in the list, counted from 1. */
  const told = (after: string): SimulatorReply =>
    json(200, { changes: changes.map((one, at) => ({ number: String(at + 1), ...one })).slice(Number(after)) });

  return (call: SimulatorCall): SimulatorReply | null => {
    if (call.path === PATH && call.method === 'POST') return reading(wish, call, watch);
    const after = new RegExp(`^${PATH}/changes\\?after=(\\d*)$`).exec(call.path)?.[1];
    if (after !== undefined) return told(after);
    const id = new RegExp(`^${PATH}/([^/]+)$`).exec(call.path)?.[1];
    return id !== undefined && call.method === 'DELETE' ? end(id) : null;
  };
}

const PATH = '/v3/monitorings';
const today = (): string => new Date().toISOString().slice(0, 10);

import { z } from '#core';
import { creditreformMonitoringProtocol } from './creditreform-monitoring-protocol.ts';
import type { SimulatedAnswer } from './demo-persons.ts';
import { answerFor, type House, numbering, ON_SCALE, type OtherProtocol, reading, register } from './simulator-house.ts';
import { json, type SimulatorReply } from './simulator-replies.ts';

const search = z.object({
  subject: z.enum(['COMPANY', 'CONSUMER']),
  name: z.string().min(1),
  dateOfBirth: z.iso.date().optional(),
  street: z.string(),
  postCode: z.string().min(1),
  city: z.string().min(1),
  country: z.enum(['DE', 'AT']),
});

const order = z.object({
  crefo: z.string().min(1),
  reasonOfInquiry: z.enum(['Creditworthiness', 'Contract', 'Claim', 'Competitor']),
  product: z.enum(['compact', 'full']),
  customerReference: z.string().max(40),
  upgradeOf: z.string().optional(),
});

/** Creditreform's side: Crefo numbers, then reports, some of them later. */
export function creditreformProtocol({ bill, pollsUntilDone }: House): OtherProtocol {
  const people = register('71');
  const nextReport = numbering('CR');
  const research = new Map<string, { readonly score: number; pollsLeft: number }>();
  const reported = new Map<string, SimulatedAnswer>();
  const monitoring = creditreformMonitoringProtocol(bill, (reportId) => reported.get(reportId));

  const report = (id: string, answer: SimulatedAnswer): SimulatorReply => {
    if (answer.kind === 'manual') {
      research.set(id, { score: answer.score, pollsLeft: pollsUntilDone });
      return json(202, { reportId: id, status: 'IN_PROGRESS' });
    }
    return json(200, { reportId: id, status: 'READY', ...('score' in answer ? indexOf(answer.score) : { solvencyIndex: null }) });
  };

  return (call) => {
    const watched = monitoring(call);
    if (watched) return watched;
    if (call.path === '/v3/companies/search') {
      return reading(search, call, ({ subject, name, ...asked }) => {
        const [firstName = '', ...rest] = name.split(' ');
        const person = { firstName, lastName: rest.join(' '), dateOfBirth: asked.dateOfBirth, postalCode: asked.postCode };
        const answer = answerFor({ ...person, ...(subject === 'COMPANY' && { companyName: name }) });
        const found = people.find(name, `${asked.street}, ${asked.postCode} ${asked.city}`, answer);
        const match = found.length > 1 ? 'SIMILAR' : 'EXACT';
        return json(200, { hits: found.map(({ id, ...one }) => ({ crefo: id, ...one, match })) });
      });
    }
    if (call.path === '/v3/reports') {
      return reading(order, call, ({ crefo, product, upgradeOf }) => {
        const answer = people.answerOf(crefo);
        if (!answer) return json(404, { errors: [{ message: 'No such Crefo number' }] });
        const id = nextReport();
        reported.set(id, answer);
        bill.charge('creditreform', { id, product, upgradeOf });
        return report(id, answer);
      });
    }
    const id = /^\/v3\/reports\/([^/]+)$/.exec(call.path)?.[1] ?? '';
    const work = research.get(id);
    if (!work) return json(404, { errors: [{ message: 'No such report' }] });
    if (work.pollsLeft-- > 0) return json(202, { reportId: id, status: 'IN_PROGRESS' });
    research.delete(id);
    return json(200, { reportId: id, status: 'READY', ...indexOf(work.score) });
  };
}

const indexOf = (score: number) => ({ solvencyIndex: ON_SCALE.index(score), riskClass: score >= 500 ? 'I' : 'IV' });

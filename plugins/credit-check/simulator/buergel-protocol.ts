import { z } from '#core';
import type { SimulatedAnswer } from './demo-persons.ts';
import { answerFor, type House, numbering, ON_SCALE, type OtherProtocol, reading, register } from './simulator-house.ts';
import { json, type SimulatorReply } from './simulator-replies.ts';

const search = z.object({
  companyName: z.string().min(1),
  registerNumber: z.string().nullable(),
  postalCode: z.string().min(1),
  city: z.string(),
});
const order = z.object({
  companyNumber: z.string().min(1),
  product: z.enum(['negative', 'detailed']),
  purpose: z.literal('CONTRACT'),
  reference: z.string().max(40),
  upgradeOf: z.string().optional(),
});

/** Bürgel's side: companies, cheap or detailed. */
export function buergelProtocol({ bill, pollsUntilDone }: House): OtherProtocol {
  const companies = register('BG');
  const nextReport = numbering('BR');
  const research = new Map<string, { readonly answer: SimulatedAnswer; pollsLeft: number }>();

  const detailed = (id: string, answer: SimulatedAnswer): SimulatorReply =>
    json(200, { reportId: id, state: 'COMPLETE', index: 'score' in answer ? ON_SCALE.buergel(answer.score) : null });

  return (call) => {
    if (call.path === '/companies/search') {
      return reading(search, call, ({ companyName, postalCode, city }) => {
        const answer = answerFor({ companyName, firstName: '', lastName: '', postalCode });
        return json(200, {
          companies: companies.find(companyName, `${postalCode} ${city}`, answer).map(({ id, ...one }) => ({ number: id, ...one })),
        });
      });
    }
    if (call.path === '/reports') {
      return reading(order, call, ({ companyNumber, product, upgradeOf }) => {
        const answer = companies.answerOf(companyNumber);
        if (!answer) return json(404, { errors: [{ message: 'No such company' }] });
        const id = nextReport();
        bill.charge('buergel', { id, product, upgradeOf });
        if (product === 'detailed' && answer.kind === 'manual') {
          research.set(id, { answer, pollsLeft: pollsUntilDone });
          return json(202, { reportId: id, state: 'IN_RESEARCH' });
        }
        if (product === 'detailed') return detailed(id, answer);
        return json(200, {
          reportId: id,
          state: 'COMPLETE',
          hasNegativeFeatures: 'score' in answer ? ON_SCALE.hasNegative(answer.score) : null,
        });
      });
    }
    const id = /^\/reports\/([^/]+)$/.exec(call.path)?.[1] ?? '';
    const work = research.get(id);
    if (!work) return json(404, { errors: [{ message: 'No such report' }] });
    if (work.pollsLeft-- > 0) return json(202, { reportId: id, state: 'IN_RESEARCH' });
    research.delete(id);
    return detailed(id, work.answer);
  };
}

import { z } from '#core';
import { answerFor, type House, numbering, ON_SCALE, type OtherProtocol, reading } from './simulator-house.ts';
import { json } from './simulator-replies.ts';

const inquiry = z.object({
  product: z.enum(['negative', 'score', 'profile']),
  legitimateInterest: z.literal('CONTRACT_INITIATION'),
  clientReference: z.string().max(40),
  upgradeOf: z.string().optional(),
  subject: z.object({
    companyName: z.string().optional(),
    firstName: z.string().default(''),
    lastName: z.string().default(''),
    dateOfBirth: z.iso.date().optional(),
  }),
  address: z.object({ street: z.string().min(1), houseNumber: z.string(), postalCode: z.string().min(1), city: z.string().min(1) }),
});

/** Boniversum's side: how well the person was found, whether something negative is known, and the score. */
export function boniversumProtocol({ bill }: House): OtherProtocol {
  const nextReport = numbering('BV');
  return (call) => {
    if (call.path !== '/inquiries') return json(404, { errors: [{ message: 'There is no such operation' }] });
    return reading(inquiry, call, ({ subject, product, upgradeOf, address }) => {
      const answer = answerFor({ ...subject, postalCode: address.postalCode });
      if (answer.kind === 'not-found') return json(404, { errors: [{ message: 'Nobody found' }] });
      const id = nextReport();
      bill.charge('boniversum', { id, product, upgradeOf });
      const score = 'score' in answer ? answer.score : null;
      return json(200, {
        reportId: id,
        identification: identificationOf(answer.kind, answer.kind === 'score' && answer.reservations.length > 0),
        negativeFeatures: score !== null && ON_SCALE.hasNegative(score) ? 'HARD' : 'NONE',
        ...(score !== null && product === 'score' && { score: ON_SCALE.boniversum(score) }),
        ...(score !== null && product === 'profile' && { score: ON_SCALE.index(score) }),
      });
    });
  };
}

function identificationOf(kind: string, isElsewhere: boolean): string {
  if (kind === 'several') return 'SEVERAL';
  return isElsewhere ? 'PERSON_ELSEWHERE' : 'PERSON_AT_ADDRESS';
}

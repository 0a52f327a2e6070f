import { z } from '#core';
import { foundBefore } from './demo-persons.ts';
import { answerFor, type House, numbering, type OtherProtocol, reading } from './simulator-house.ts';
import { json } from './simulator-replies.ts';

const address = z.object({
  street: z.string().min(1).max(40),
  houseNumber: z.string().min(1).max(10),
  postalCode: z.string().min(1).max(10),
  city: z.string().min(1),
  countryCode: z.string().length(2),
});

/** The rules that mediafinanz publishes: required fields and lengths. */
const request = z.object({
  customerReference: z.string().max(40),
  proofOfInterest: z.number().int().min(1).max(4),
  reportFormat: z.enum(['NONE', 'PDF']),
  person: z.union([
    z.object({
      gender: z.enum(['u', 'm', 'w', 'f']),
      firstName: z.string().min(1).max(40),
      lastName: z.string().min(1).max(40),
      dateOfBirth: z.iso.date().optional(),
    }),
    z.object({ companyName: z.string().min(1) }),
  ]),
  address,
  previousAddress: address.optional(),
});

/** CRIF's side in Germany: one question, one answer. */
export function crifRestProtocol({ bill }: House): OtherProtocol {
  const nextReport = numbering('CF');
  return (call) => {
    if (call.path !== '/validate') return json(404, { errors: [{ message: 'There is no such operation' }] });
    return reading(request, call, ({ person, address: { postalCode }, previousAddress }) => {
      const answer = foundBefore(answerFor({ firstName: '', lastName: '', ...person, postalCode }), previousAddress);
      if (answer.kind === 'not-found') return json(404, { errors: [{ message: 'Nobody found' }] });
      if (answer.kind === 'by-phone') return json(422, { errors: [{ field: 'person', message: 'By phone only' }] });
      const id = nextReport();
      bill.charge('crif-de', { id, product: 'score' });
      const isElsewhere = answer.kind === 'score' && answer.reservations.length > 0;
      return json(200, {
        reportId: id,
        score: 'score' in answer ? answer.score : null,
        addressValidation: isElsewhere ? 'PERSON_UNKNOWN_AT_ADDRESS' : 'CONFIRMED',
        negativeFeatures: [],
      });
    });
  };
}

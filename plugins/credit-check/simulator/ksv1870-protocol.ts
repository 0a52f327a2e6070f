import { z } from '#core';
import { answerFor, type House, numbering, ON_SCALE, type OtherProtocol, reading, register } from './simulator-house.ts';
import { json } from './simulator-replies.ts';

const search = z.object({
  companyName: z.string().optional(),
  firmenbuchNumber: z
    .string()
    .regex(/^\d{1,6}[a-z]$/)
    .nullish(),
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  dateOfBirth: z.iso.date().nullish(),
  street: z.string(),
  postcode: z.string().regex(/^\d{4}$/),
  city: z.string().min(1),
});
const order = z.object({
  ksvNumber: z.string().min(1),
  product: z.literal('rating'),
  reason: z.literal('CONTRACT'),
  reference: z.string().max(40),
});

/** KSV1870's side: Austria; a number of the Firmenbuch makes a company certain. */
export function ksv1870Protocol({ bill }: House): OtherProtocol {
  const people = register('KSV');
  const nextReport = numbering('KR');
  return (call) => {
    if (call.path === '/identifications') {
      return reading(search, call, ({ companyName, firmenbuchNumber, firstName, lastName, dateOfBirth, ...where }) => {
        const answer = answerFor({ companyName, firstName, lastName, dateOfBirth: dateOfBirth ?? undefined, postalCode: where.postcode });
        const found = people.find(companyName ?? `${firstName} ${lastName}`, `${where.street}, ${where.postcode} ${where.city}`, answer);
        const isNumbered = typeof firmenbuchNumber === 'string';
        return json(200, {
          matches: found.map(({ id, ...one }, index) => ({
            ksvNumber: id,
            ...one,
            isCertain: found.length === 1 || (isNumbered && index === 0),
          })),
        });
      });
    }
    if (call.path !== '/ratings') return json(404, { errors: [{ message: 'There is no such operation' }] });
    return reading(order, call, ({ ksvNumber, product }) => {
      const answer = people.answerOf(ksvNumber);
      if (!answer) return json(404, { errors: [{ message: 'Nobody has this number' }] });
      const id = nextReport();
      bill.charge('ksv1870', { id, product });
      const rating = 'score' in answer ? ON_SCALE.ksv(answer.score) : null;
      return json(200, { reportId: id, rating, riskPercent: rating === null ? null : Math.round((rating - 100) / 60) });
    });
  };
}

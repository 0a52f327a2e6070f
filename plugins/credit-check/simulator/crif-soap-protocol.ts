import { z } from '#core';
import type { SoapEnvelopes } from '../providers/soap-envelope.ts';
import { foundBefore } from './demo-persons.ts';
import { answerFor, type House, numbering, type OtherProtocol, register } from './simulator-house.ts';
import type { SimulatorReply } from './simulator-replies.ts';

const address = z.object({
  companyName: z.string().optional(),
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  birthDate: z.string().optional(),
  street: z.string(),
  zip: z.string().min(1),
  city: z.string().min(1),
  country: z.enum(['AT', 'CH']),
  previousAddress: z.object({ street: z.string(), zip: z.string().min(1), city: z.string().min(1) }).optional(),
});
const identifyRequest = z.object({ reference: z.string().min(1), searchedAddress: address });
const reportRequest = z.object({ addressId: z.string().min(1), reference: z.string().min(1), reason: z.literal('CONTRACT') });

/** CRIF's side in Austria and Switzerland: SOAP 1.1, faults with status 500. */
export function crifSoapProtocol({ bill, isSourceDown }: House, { envelope, openEnvelope }: SoapEnvelopes): OtherProtocol {
  const people = register('DV');
  const nextReport = numbering('DR');
  const fault = (code: 'Client' | 'Server', text: string): SimulatorReply =>
    xml(500, envelope('soap:Fault', { faultcode: `soap:${code}`, faultstring: text }));

  const identify = (content: unknown): SimulatorReply => {
    const read = identifyRequest.safeParse(content);
    if (!read.success) return fault('Client', 'identifyAddressRequest does not validate');
    const { companyName, firstName, lastName, birthDate, street, zip, city, previousAddress } = read.data.searchedAddress;
    const answer = foundBefore(answerFor({ companyName, firstName, lastName, dateOfBirth: birthDate, postalCode: zip }), previousAddress);
    const found = people.find(companyName ?? `${firstName} ${lastName}`, `${street}, ${zip} ${city}`, answer);
    const identificationState = found.length === 0 ? 'UNKNOWN' : found.length > 1 ? 'AMBIGUOUS' : 'IDENTIFIED';
    return xml(
      200,
      envelope('identifyAddressResponse', { identificationState, candidate: found.map(({ id, ...one }) => ({ addressId: id, ...one })) }),
    );
  };

  const report = (content: unknown): SimulatorReply => {
    const read = reportRequest.safeParse(content);
    if (!read.success) return fault('Client', 'getReportRequest does not validate');
    const answer = people.answerOf(read.data.addressId);
    if (!answer) return fault('Client', 'unknown addressId');
    const reportId = nextReport();
    bill.charge('crif-at', { id: reportId, product: 'report' });
    const score = 'score' in answer ? answer.score : null;
    return xml(
      200,
      envelope('getReportResponse', {
        reportId,
        decision: score === null ? 'NONE' : score >= 500 ? 'GREEN' : score >= 300 ? 'YELLOW' : 'RED',
        ...(score !== null && { score }),
        addressConfirmed: !(answer.kind === 'score' && answer.reservations.length > 0),
        source: [
          { name: 'register', state: 'OK' },
          { name: 'payments', state: answer.kind === 'partial' || isSourceDown() ? 'UNAVAILABLE' : 'OK' },
        ],
      }),
    );
  };

  return ({ body }) => {
    const asked = openEnvelope(body);
    if (asked?.kind === 'content' && asked.name === 'identifyAddressRequest') return identify(asked.content);
    if (asked?.kind === 'content' && asked.name === 'getReportRequest') return report(asked.content);
    return fault('Client', 'There is no such operation');
  };
}

const xml = (status: number, body: string): SimulatorReply => ({ status, type: 'text/xml; charset=utf-8', body });

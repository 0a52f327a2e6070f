import { DraftDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { isRecord } from '../kit/is-record.ts';
import { type Draft, newDraft } from './draft.ts';
import { flatAnswers } from './input.ts';
import { newSupply, SOLD, type Supply } from './supplies.ts';

/** What an order says once, however many contracts it has. */
const ONCE = /^(customer|payment|consents|party|plugins|salesChannel|signedOn)$/;

/**
 * A draft that was saved on the server; null where it is not there any more, or was handed in already. `commodities`: of its
 * contracts, in their order, as the link says them. It is priced anew, by the use that was told last.
 */
export async function resumed(id: string, commodities: readonly string[]): Promise<Draft | null> {
  try {
    const { order } = await ask(DraftDocument, { id });
    if (!order || order.submittedAt !== null) return null;
    return draftOf({ id: order.id, told: isRecord(order.answers) ? order.answers : {} }, commodities);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}

function draftOf({ id, told }: { readonly id: string; readonly told: Record<string, unknown> }, commodities: readonly string[]): Draft {
  const { contracts, ...rest } = told;
  const single = Object.fromEntries(Object.entries(rest).filter(([name]) => !ONCE.test(name)));
  const once = Object.fromEntries(Object.entries(rest).filter(([name]) => ONCE.test(name)));
  const each = Array.isArray(contracts) && contracts.length > 0 ? contracts.map((one: unknown) => (isRecord(one) ? one : {})) : [single];
  const answers = flatAnswers({ ...once, contracts: each.map(({ offerId: _offer, annualKwh: _use, ...asked }) => asked) });
  const supplied = 'contracts.0.meteringPoint.address.street' in answers ? 'contracts.0.meteringPoint.address' : 'customer';
  const at = (name: string): string => String(answers[`${supplied}.${name}`] ?? '');
  return {
    ...newDraft(),
    orderId: id,
    address: { postcode: at('postcode'), city: at('city'), street: at('street'), houseNumber: at('houseNumber') },
    supplies: each.map((contract, place) => supplyFrom(contract, commodities[place])),
    isOwnAddress: supplied === 'customer',
    answers,
  };
}

const supplyFrom = ({ annualKwh }: Record<string, unknown>, commodity: string | undefined): Supply => ({
  ...newSupply(SOLD.find((code) => code === commodity)),
  kwh: typeof annualKwh === 'number' ? String(annualKwh) : '',
});

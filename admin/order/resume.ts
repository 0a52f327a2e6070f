import { DraftDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { isRecord } from '../kit/is-record.ts';
import { type Draft, newDraft } from './draft.ts';
import { flatAnswers } from './input.ts';
import { type Address, addressText, newSupply, SOLD, type Supply } from './supplies.ts';
import { isOwnVisit } from './visitor.ts';

/** What an order says once, however many contracts it has. */
const ONCE = /^(customer|payment|consents|party|plugins|salesChannel|signedOn)$/;

export interface SavedLink {
  readonly id: string;
  /** Of its contracts, in their order. */
  readonly commodities: readonly string[];
  /** Of somebody without an account: the visit in which it was saved. */
  readonly visit: string | null;
}

/**
 * A draft that was saved on the server; null where it is not there any more, or was handed in already. It is priced anew, by the
 * use that was told last. Of a visit that is not this browser's it is a copy, which is saved and ordered as this browser's own.
 */
export async function resumed({ id, commodities, visit }: SavedLink): Promise<Draft | null> {
  try {
    const { orderDraft } = await ask(DraftDocument, { id }, visit === null ? {} : { authorization: `Guest ${visit}` });
    if (!orderDraft) return null;
    const saved = draftOf({ id: orderDraft.id, told: isRecord(orderDraft.answers) ? orderDraft.answers : {} }, commodities);
    return visit === null || isOwnVisit(visit) ? saved : copyOf(saved);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return null;
  }
}

/** Its account is asked for again: a draft shows the last four of it, and the whole is kept beside that draft alone. */
function copyOf({ answers: { 'payment.iban': _iban, ...answers }, ...draft }: Draft): Draft {
  return { ...draft, orderId: null, answers };
}

function draftOf({ id, told }: { readonly id: string; readonly told: Record<string, unknown> }, commodities: readonly string[]): Draft {
  const { contracts, ...rest } = told;
  const single = Object.fromEntries(Object.entries(rest).filter(([name]) => !ONCE.test(name)));
  const once = Object.fromEntries(Object.entries(rest).filter(([name]) => ONCE.test(name)));
  const each = Array.isArray(contracts) && contracts.length > 0 ? contracts.map((one: unknown) => (isRecord(one) ? one : {})) : [single];
  const all = flatAnswers({ ...once, contracts: each.map(({ offerId: _offer, annualKwh: _use, ...asked }) => asked) });
  const addresses = each.map((_contract, at) => addressAt(all, `contracts.${at}.meteringPoint.address`));
  const address = addresses[0] ?? addressAt(all, 'customer') ?? newDraft().address;
  return {
    ...newDraft(),
    orderId: id,
    address,
    supplies: each.map((contract, at) => ({
      ...supplyFrom(contract, commodities[at]),
      address: elsewhere(addresses[at] ?? null, address),
    })),
    isOwnAddress: addresses[0] === null,
    // Where each is supplied stands beside it: told twice, it would be told differently one day.
    answers: Object.fromEntries(Object.entries(all).filter(([path]) => !/^contracts\.\d+\.meteringPoint\.address\./.test(path))),
  };
}

/** An address among the answers; null where none is. */
function addressAt(answers: Draft['answers'], path: string): Address | null {
  const at = (name: string): string => String(answers[`${path}.${name}`] ?? '');
  const found = { postcode: at('postcode'), city: at('city'), street: at('street'), houseNumber: at('houseNumber') };
  return found.street === '' && found.postcode === '' ? null : found;
}

const elsewhere = (own: Address | null, address: Address): Address | null =>
  own !== null && addressText(own) !== addressText(address) ? own : null;

function supplyFrom({ annualKwh }: Record<string, unknown>, commodity: string | undefined): Supply {
  const supply = newSupply(SOLD.find((code) => code === commodity));
  return { ...supply, kwh: typeof annualKwh === 'number' ? String(annualKwh) : supply.kwh };
}

import { isRecord } from '../../kit/is-record.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';
import { nameOf } from '../contracts/contract.facts.ts';

interface Ordered {
  readonly answers: unknown;
  readonly contracts: readonly { readonly customer: { firstName: string; lastName: string; companyName: string | null } | null }[];
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who ordered: the customer of its contract, or what a draft says so far. */
export function orderedBy({ answers, contracts }: Ordered): string {
  const known = contracts[0]?.customer;
  if (known) return nameOf(known);
  const customer = isRecord(answers) && isRecord(answers.customer) ? answers.customer : {};
  return textIn(customer.companyName) || [textIn(customer.firstName), textIn(customer.lastName)].filter(Boolean).join(' ');
}

export const ORDER_KINDS: Readonly<Record<string, StatusKind>> = { OPEN: 'idle', SUBMITTED: 'progress', DECIDED: 'ok', DONE: 'ended' };

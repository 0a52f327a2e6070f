import type { Order, Prisma } from '#prisma';
import { maskedIban } from '../customers/iban.ts';
import type { TxCtx } from '../kernel/context.ts';
import { isRecord } from '../kernel/records.ts';
import type { OrderAnswers } from './order.form.ts';

type Here = Pick<TxCtx, 'vault'>;

/** The form as everybody may see it who sees the order: the IBAN by its last four. */
export function shownAnswers(answers: OrderAnswers): Prisma.InputJsonObject {
  const iban = ibanOf(answers);
  return (iban === null || isMask(iban) ? answers : withIban(answers, maskedIban(iban))) as Prisma.InputJsonObject;
}

/** A draft as it is stored: the form as it is shown, and beside it the IBAN in full, which handing it in needs. */
export function storedAnswers({ vault }: Here, answers: OrderAnswers): { answers: Prisma.InputJsonObject; ibanSealed: string | null } {
  const iban = ibanOf(answers);
  return { answers: shownAnswers(answers), ibanSealed: iban === null || isMask(iban) ? null : vault.encrypt(iban) };
}

/** A form with the draft's IBAN in full, where it says what the draft shows: whoever read it may send it back. */
export function openAnswers({ vault }: Here, answers: OrderAnswers, draft: Pick<Order, 'answers' | 'ibanSealed'>): OrderAnswers {
  const shown = ibanOf(answers);
  const isKept = shown !== null && draft.ibanSealed !== null && isRecord(draft.answers) && ibanOf(draft.answers) === shown;
  return isKept ? withIban(answers, vault.decrypt(draft.ibanSealed ?? '')) : answers;
}

/**
 * A form of a returned order with the account's IBAN in full, where it shows what the order showed: what is not corrected is not
 * typed again. `iban`: null = there is no account.
 */
export function withKnownIban(answers: OrderAnswers, { shown, iban }: { readonly shown: OrderAnswers; readonly iban: string | null }) {
  const mask = ibanOf(shown);
  return iban !== null && mask !== null && isMask(mask) && ibanOf(answers) === mask ? withIban(answers, iban) : answers;
}

/** As it was typed; null = none. */
function ibanOf({ payment }: OrderAnswers): string | null {
  const iban = isRecord(payment) ? payment.iban : null;
  return typeof iban === 'string' && iban.trim() !== '' ? iban : null;
}

/** What a submitted order shows comes back as it is: nothing is left of it to seal. */
const isMask = (text: string): boolean => /^\*{4}[A-Z0-9]{0,4}$/.test(text);

const withIban = ({ payment, ...answers }: OrderAnswers, iban: string): OrderAnswers => ({
  ...answers,
  payment: { ...(isRecord(payment) ? payment : {}), iban },
});

import { useCallback, useEffect, useRef, useState } from 'react';
import { PlaceOrderDocument, SaveDraftDocument, SubmitDraftDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask, OFFLINE } from '../api/ask.ts';
import { isRecord } from '../kit/is-record.ts';
import type { ShownProblem } from '../kit/parts/problems.tsx';
import { say } from '../kit/text.ts';
import type { Draft } from './draft.ts';
import type { StepProps } from './flow.tsx';
import { type OrderForm, placeOf, questionAt, questionsOf } from './form.ts';
import { useOnline } from './frame.tsx';
import { inputOf } from './input.ts';
import type { Question } from './questions.ts';

/** A server that does not answer although there is a line is asked again after this. */
const AGAIN_MS = 2_000;

interface Sending extends Pick<StepProps, 'draft' | 'onChange' | 'go'> {
  /** Null while it is not known yet. */
  readonly form: OrderForm | null;
}

/** Sends once; what a lost line held back goes out when it is there again, under the same key. */
export function useSending({ draft, onChange, go, form }: Sending) {
  const [problems, setProblems] = useState<ShownProblem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);
  const isOnline = useOnline();

  const send = useCallback(async () => {
    if (isUnderWay.current) return;
    if (!form) return onChange({ isSending: true }); // sent as soon as the form is known: a click is never lost
    isUnderWay.current = true;
    setBusy(true);
    setFailure(null);
    setProblems([]);
    onChange({ isSending: true });
    try {
      const placed = await place(draft, form);
      onChange({ placed, isSending: false });
      go('done');
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onChange({ isSending: error.code === OFFLINE });
      setProblems(problemsOf(error, questionsOf(form)));
      setFailure(error.code === OFFLINE ? say('order.check.waiting') : Array.isArray(error.details.problems) ? null : error.message);
    } finally {
      isUnderWay.current = false;
      setBusy(false);
    }
  }, [draft, onChange, go, form]);

  const isWaiting = draft.isSending && isOnline && form !== null && !isBusy;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again and again while it waits, not at every change of the draft
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void send(), failure === null ? 0 : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  return { send, problems, failure, isBusy: isBusy || (draft.isSending && isOnline && !form) };
}

async function place(draft: Draft, form: OrderForm) {
  const input = inputOf(draft, form);
  if (draft.orderId === null) {
    const { placeOrder } = await ask(PlaceOrderDocument, { input, key: draft.key });
    return placedOf(placeOrder);
  }
  await ask(SaveDraftDocument, { input, orderId: draft.orderId, key: null }).catch((error: unknown) => {
    // It went in before, and its answer was lost: handing it in again says so.
    if (!(error instanceof ApiError) || error.code !== 'ORDER_SUBMITTED') throw error;
  });
  const { submitOrder } = await ask(SubmitDraftDocument, { orderId: draft.orderId });
  return placedOf(submitOrder);
}

const placedOf = ({ id, number, contracts }: { id: string; number: string; contracts: readonly { statusLabel: string }[] }) => ({
  ...{ id, number, status: contracts[0]?.statusLabel ?? '' },
});

function problemsOf(error: ApiError, questions: readonly Question[]): ShownProblem[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [];
  return problems.filter(isRecord).map(({ field, message, remedy }) => ({
    id: null,
    text: `${questionAt(questions, placeOf(questions, String(field)))?.label ?? String(field)}: ${String(message)} ${String(remedy ?? '')}`,
  }));
}

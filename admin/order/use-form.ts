import { useEffect, useState } from 'react';
import { OrderFormDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import type { Draft } from './draft.ts';
import { formOf, type OrderForm } from './form.ts';

export interface FormState {
  readonly form: OrderForm | null;
  readonly error: ApiError | null;
  readonly retry: () => void;
}

/** The brand's form for these contracts, as it is now: a plugin that is switched on asks its questions here at once. */
export async function askForm({ supplies }: Draft, signal?: AbortSignal): Promise<OrderForm> {
  const asked = await Promise.all(supplies.map(({ offerId }) => ask(OrderFormDocument, { offerId }, signal ? { signal } : {})));
  return formOf(asked.map(({ orderForm }) => orderForm.steps));
}

/** What was asked last, for which offers: the next step shows it at once and asks again behind it. */
let last: { readonly offers: string; readonly form: OrderForm } | null = null;

/** The same, for a step that shows it. */
export function useForm(draft: Draft): FormState {
  const offers = draft.supplies.map(({ offerId }) => offerId).join(' ');
  const [form, setForm] = useState<OrderForm | null>(() => (last?.offers === offers ? last.form : null));
  const [error, setError] = useState<ApiError | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other offers, or another attempt, ask again
  useEffect(() => {
    const gone = new AbortController();
    askForm(draft, gone.signal)
      .then((asked) => {
        last = { offers, form: asked };
        setForm(asked);
      })
      .catch((cause: unknown) => {
        if (gone.signal.aborted) return;
        if (!(cause instanceof ApiError)) throw cause;
        setError(cause);
      });
    return () => gone.abort();
  }, [offers, attempt]);
  const retry = () => {
    setError(null);
    setAttempt(attempt + 1);
  };
  return { form, error, retry };
}

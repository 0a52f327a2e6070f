import { useEffect, useState } from 'react';
import { OrderFormDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import type { FormStep } from './questions.ts';

export interface FormState {
  readonly steps: readonly FormStep[] | null;
  readonly error: ApiError | null;
  readonly retry: () => void;
}

/** The brand's order form as it is now: a plugin that is switched on asks its questions here at once. */
export function useForm(offerId: string | null): FormState {
  const [steps, setSteps] = useState<readonly FormStep[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const gone = new AbortController();
    ask(OrderFormDocument, { offerId }, { signal: gone.signal })
      .then(({ orderForm }) => setSteps(orderForm.steps))
      .catch((cause: unknown) => {
        if (gone.signal.aborted) return;
        if (!(cause instanceof ApiError)) throw cause;
        setError(cause);
      });
    return () => gone.abort();
  }, [offerId, attempt]);
  const retry = () => {
    setError(null);
    setAttempt(attempt + 1);
  };
  return { steps, error, retry };
}

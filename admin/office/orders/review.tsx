import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReviewOrderDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { AreaField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';

export interface ReviewProps {
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly version: number;
    readonly contracts: readonly { readonly pending: readonly { readonly pluginId: string; readonly reason: string }[] }[];
  };
}

/** A person decides an order that waits, and says why. */
export function Review({ order }: ReviewProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const waits = order.contracts.flatMap(({ pending }) => pending.map(({ pluginId }) => pluginName(pluginId)));
  const decide = (accept: boolean) => async () => {
    if (reason.trim() === '') return setProblem(say('office.review.reasonMissing'));
    setBusy(true);
    setProblem(null);
    try {
      await ask(ReviewOrderDocument, { id: order.id, accept, reason: reason.trim(), version: order.version });
      toast(say(accept ? 'office.review.accepted' : 'office.review.rejected', { number: order.number }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
    await refresh(queries);
  };
  return (
    <section className="card block" aria-labelledby="review">
      <h2 id="review" className="block-head">
        {say('office.review.title')}
      </h2>
      {waits.length > 0 && <Notice>{say('office.steps.pending', { who: [...new Set(waits)].join(', ') })}</Notice>}
      <div className="stack">
        <AreaField label={say('office.review.reason')} value={reason} onValue={setReason} error={problem} />
        <div className="row">
          <Button kind="primary" onClick={decide(true)} isBusy={isBusy}>
            {say('office.review.accept')}
          </Button>
          <Button onClick={decide(false)}>{say('office.review.reject')}</Button>
        </div>
      </div>
    </section>
  );
}

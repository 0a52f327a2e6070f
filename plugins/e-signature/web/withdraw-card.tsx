import { useState } from 'react';
import { ApiError, Button, day, Notice } from '#web';
import { type SigningProps, sendWithdrawal } from './signing.api.ts';
import { say } from './texts.ts';

/** Takes an acceptance back, as long as the supplier allows it; says until when. */
export function WithdrawCard({ view: { withdrawableUntil }, token, onView }: SigningProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  if (withdrawableUntil === null) return null;
  const withdraw = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      onView(await sendWithdrawal(token));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card pad stack">
      <p className="muted">{say('e-signature.sign.withdrawText', { until: day(withdrawableUntil) })}</p>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <Button isWide isBusy={isBusy} onClick={() => void withdraw()}>
        {say('e-signature.sign.withdraw')}
      </Button>
    </section>
  );
}

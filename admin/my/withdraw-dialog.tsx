import { useState } from 'react';
import { WithdrawDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { Button } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import type { MyContract } from './order.facts.ts';

export interface WithdrawDialogProps {
  readonly contract: MyContract;
  readonly token: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Says what a withdrawal does before it is made; the safe way out comes first. */
export function WithdrawDialog({ contract, token, onClose, onDone }: WithdrawDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const withdraw = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(WithdrawDocument, { contractId: contract.id }, { authorization: `Link ${token}` });
      onClose();
      await onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('my.withdrawTitle')} onClose={onClose} shape="narrow dialog">
      <div className="stack">
        <p>{say(contract.kind === 'SUPPLY' ? 'my.withdrawTextSupply' : 'my.withdrawText')}</p>
        {problem !== null && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <Button isWide onClick={onClose}>
          {say('my.keep')}
        </Button>
        <Button kind="danger" isWide isBusy={isBusy} onClick={withdraw}>
          {say('my.withdrawNow')}
        </Button>
      </div>
    </Dialog>
  );
}

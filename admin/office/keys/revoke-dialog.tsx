import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RevokeApiKeyDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { moment } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import type { KeyOfPage } from './key.facts.ts';

/** Says who would be cut off before it is done. */
export function RevokeDialog({ apiKey, onClose }: { readonly apiKey: KeyOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { id, name, lastUsedAt } = apiKey;
  const revoke = async () => {
    setBusy(true);
    try {
      await ask(RevokeApiKeyDocument, { id });
      onClose();
      toast(say('office.keys.revoked', { name }));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('office.keys.askRevoke', { name })} onClose={onClose}>
      <p className="muted">{say('office.keys.revokeEffect')}</p>
      <p>{lastUsedAt === null ? say('office.keys.neverUsed') : say('office.keys.lastUsed', { when: moment(lastUsedAt) })}</p>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div className="actions">
        <Button onClick={onClose}>{say('office.keys.keep')}</Button>
        <Button kind="danger" onClick={revoke} isBusy={isBusy}>
          {say('office.keys.revoke')}
        </Button>
      </div>
    </Dialog>
  );
}

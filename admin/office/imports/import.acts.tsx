import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { CommitImportDocument, RetryImportDocument, StopImportDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask, type Operation } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { refresh } from '../use-ask.ts';
import { type ImportOfPage, isMoving, mayWork } from './import.facts.ts';

interface Props {
  readonly run: ImportOfPage;
  readonly isMapping: boolean;
  readonly onMapping: (isMapping: boolean) => void;
}

/** What can be done with the import as it stands; nothing here is lost by trying. */
export function ImportActs({ run, isMapping, onMapping }: Props) {
  const { me } = useRouteContext({ from: '/office' });
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, state, valid, invalid, failed, columns } = run;
  if (!mayWork(me, run.kind)) return null;
  const act = (operation: Operation<unknown, { id: string }>) => async () => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(operation, { id });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
    await refresh(queries);
    setBusy(false);
  };
  if (isMoving(state)) {
    return (
      <Button onClick={act(StopImportDocument)} isBusy={isBusy}>
        {say('office.import.stop')}
      </Button>
    );
  }
  if (columns.length === 0 || state === 'STAGED' || isMapping) return null;
  return (
    <span className="row wrap">
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <Button kind="plain" onClick={() => onMapping(true)}>
        {say('office.import.remap')}
      </Button>
      {invalid + failed > 0 && (
        <Button onClick={act(RetryImportDocument)} isBusy={isBusy}>
          {say('office.import.again')}
        </Button>
      )}
      {valid > 0 && (
        <Button kind="primary" onClick={act(CommitImportDocument)} isBusy={isBusy}>
          {sayCount('office.import.commit', valid)}
        </Button>
      )}
    </span>
  );
}

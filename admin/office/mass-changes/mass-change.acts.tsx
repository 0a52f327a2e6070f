import { useState } from 'react';
import { ResumeMassChangeDocument, StartMassChangeDocument, StopMassChangeDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask, type Operation } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { useRefresh } from '../use-ask.ts';
import { countOf, type MassChangeOfPage } from './mass-change.facts.ts';

/** What can be done with the mass change as it stands. */
export function MassChangeActs({ change }: { readonly change: MassChangeOfPage }) {
  const refresh = useRefresh();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { id, state } = change;
  const [open, failed] = [countOf(change, 'OPEN'), countOf(change, 'FAILED')];
  const act =
    <Variables extends object>(operation: Operation<unknown, Variables>, variables: Variables) =>
    async () => {
      setBusy(true);
      setProblem(null);
      try {
        await ask(operation, variables);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        setProblem(error.message);
      }
      await refresh();
      setBusy(false);
    };
  return (
    <span className="row wrap">
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      {state === 'PREVIEWED' && open > 0 && (
        <Button kind="primary" isBusy={isBusy} onClick={act(StartMassChangeDocument, { id })}>
          {sayCount('office.mass.start', open)}
        </Button>
      )}
      {state === 'RUNNING' && (
        <Button isBusy={isBusy} onClick={act(StopMassChangeDocument, { id })}>
          {say('office.import.stop')}
        </Button>
      )}
      {(state === 'STOPPED' || state === 'DONE') && failed > 0 && (
        <Button isBusy={isBusy} onClick={act(ResumeMassChangeDocument, { id, withFailed: true })}>
          {sayCount('office.mass.again', failed)}
        </Button>
      )}
      {state === 'STOPPED' && open > 0 && (
        <Button kind="primary" isBusy={isBusy} onClick={act(ResumeMassChangeDocument, { id, withFailed: false })}>
          {sayCount('office.mass.goOn', open)}
        </Button>
      )}
    </span>
  );
}

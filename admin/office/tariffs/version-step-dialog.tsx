import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  ApprovePriceDocument,
  DeletePriceDocument,
  HandInPriceDocument,
  PublishPriceDocument,
  WithdrawPriceDocument,
} from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { addDays, day } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { problemsOf } from '../problems-of.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import { fieldLabel, timeOf, type Version } from './tariff.facts.ts';
import type { TariffOfPage } from './tariff.page.tsx';

const TAKE = {
  handIn: ({ id }: Version) => ask(HandInPriceDocument, { id }),
  approve: ({ id, version }: Version) => ask(ApprovePriceDocument, { id, version }),
  withdraw: ({ id }: Version) => ask(WithdrawPriceDocument, { id }),
  publish: ({ id }: Version) => ask(PublishPriceDocument, { id }),
  delete: ({ id }: Version) => ask(DeletePriceDocument, { id }),
};
export type VersionStep = keyof typeof TAKE;

export interface VersionStepDialogProps {
  readonly step: VersionStep;
  readonly tariff: TariffOfPage;
  readonly version: Version;
  /** The published version that this one would follow. */
  readonly before: Version | null;
  readonly onClose: (isDone: boolean) => void;
}

/** Says what a step does to a version before it is taken. */
export function VersionStepDialog({ step, tariff, version, before, onClose }: VersionStepDialogProps) {
  const queries = useQueryClient();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    setProblems([]);
    try {
      await TAKE[step](version);
      onClose(true);
      toast(say(`office.version.done.${step}`, { name: tariff.name, time: timeOf(version) }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(
        problemsOf(error).map(({ field, message }) =>
          field === '' || message === error.message ? message : `${fieldLabel(field)} ${message}`,
        ),
      );
      setBusy(false);
    }
    await refresh(queries);
  };
  const word = say(`office.version.step.${step}`);
  const ends = step === 'publish' && before?.validTo === null ? before : null;
  return (
    <Dialog title={say('office.version.ask', { step: word, name: tariff.name })} onClose={() => onClose(false)} shape="narrow dialog">
      <div className="stack">
        <p>
          <b>{timeOf(version)}</b>
          {version.region && ` · ${version.region}`}
        </p>
        <p className="muted">{say(`office.version.effect.${step}`)}</p>
        {ends && <p>{say('office.version.ends', { from: day(ends.validFrom), to: day(addDays(version.validFrom, -1)) })}</p>}
        {problems.map((problem) => (
          <Notice key={problem} tone="danger" role="alert">
            {problem}
          </Notice>
        ))}
        <div className="actions">
          <Button onClick={() => onClose(false)}>{say('office.step.keep')}</Button>
          <Button kind={step === 'delete' ? 'danger' : 'primary'} onClick={take} isBusy={isBusy}>
            {word}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

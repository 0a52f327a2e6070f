import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, ChoiceField, Dialog, Facts, moment, toast, useRefresh } from '#admin';
import { type CreditCheckContestsQuery, DecideCreditCheckContestDocument } from '#operations/credit-check';
import { NoticeText } from './notice-text.tsx';
import { say } from './texts.ts';

type Contest = CreditCheckContestsQuery['creditCheckContests'][number];

/** A person looks at it again and says why; the customer gets these words by mail. */
export function AnswerDialog({
  contest,
  number,
  onClose,
}: {
  readonly contest: Contest;
  readonly number: string;
  readonly onClose: () => void;
}) {
  const refresh = useRefresh();
  const [word, setWord] = useState('');
  const [explanation, setExplanation] = useState('');
  const [faults, setFaults] = useState<{ readonly word?: string; readonly explanation?: string }>({});
  const [isBusy, setBusy] = useState(false);
  const answer = async (event: FormEvent) => {
    event.preventDefault();
    const missing = {
      ...(word === '' && { word: say('credit-check.answer.wordMissing') }),
      ...(explanation.trim() === '' && { explanation: say('credit-check.answer.explanationMissing') }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await ask(DecideCreditCheckContestDocument, { id: contest.id, grant: word === 'grant', explanation });
      onClose();
      toast(say('credit-check.answer.done', { number }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults({ explanation: error.message });
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('credit-check.answer.title', { number })} onClose={onClose}>
      <form className="stack" onSubmit={answer} noValidate>
        <Facts
          facts={[
            [say('credit-check.contest.statement'), contest.statement ?? say('credit-check.contest.noStatement')],
            [say('credit-check.column.since'), `${moment(contest.createdAt)}, ${contest.createdBy}`],
          ]}
        />
        <NoticeText orderId={contest.orderId} />
        <ChoiceField
          label={say('credit-check.dialog.word')}
          value={word}
          onValue={setWord}
          error={faults.word ?? null}
          options={[
            { value: 'grant', label: say('credit-check.answer.grant') },
            { value: 'keep', label: say('credit-check.answer.keep') },
          ]}
        />
        <AreaField
          label={say('credit-check.answer.explanation')}
          help={say('credit-check.answer.explanationHelp')}
          value={explanation}
          onValue={setExplanation}
          error={faults.explanation ?? null}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('credit-check.dialog.later')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('credit-check.answer.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useState } from 'react';
import { ApiError, AreaField, ask, Button, brand, ChoiceField, Dialog, day, Facts, moment, Notice, toast, useRefresh } from '#admin';
import { AskCreditBureauAgainDocument, DecideCreditCheckDocument } from '#operations/credit-check';
import { Candidates } from './candidates.tsx';
import { type CheckOfPage, conditionText, instantDay, scoreText, stateText } from './check.facts.ts';
import { NoticeText } from './notice-text.tsx';
import { say, sayIfKnown } from './texts.ts';

export interface DecideProps {
  readonly check: CheckOfPage;
  readonly canDecide: boolean;
  readonly onClose: () => void;
}

/** What is known, and the word of a person: it goes before the score, and needs a reason. */
export function DecideDialog({ check, canDecide, onClose }: DecideProps) {
  const number = check.order?.number ?? '';
  const isOpen = check.decidedAt === null && canDecide;
  return (
    <Dialog title={say(isOpen ? 'credit-check.dialog.decide' : 'credit-check.dialog.look', { number })} onClose={onClose}>
      <div className="stack">
        {check.isSimulated && <Notice tone="warning">{say('credit-check.dialog.simulated')}</Notice>}
        <Known check={check} />
        {isOpen && check.candidates && check.candidates.length > 0 && <Candidates check={check} onClose={onClose} />}
        {isOpen && mayHelp(check) && <AskAgain check={check} onClose={onClose} />}
        {isOpen && check.proposedAccept !== null && <Proposed check={check} />}
        {isOpen ? <Decision check={check} onClose={onClose} /> : <Decided check={check} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

/** The bureau said nothing that decides: it may say more when it is asked again. */
const mayHelp = ({ state, doubts }: CheckOfPage): boolean =>
  state === 'FAILED' || state === 'NOT_FOUND' || state === 'NO_SCORE' || (doubts ?? []).includes('PARTIAL_RESULT');

function AskAgain({ check: { orderId }, onClose }: Omit<DecideProps, 'canDecide'>) {
  const refresh = useRefresh();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const askAgain = async () => {
    setBusy(true);
    try {
      await ask(AskCreditBureauAgainDocument, { orderId });
      onClose();
      toast(say('credit-check.candidates.done'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <>
      {fault !== null && (
        <Notice tone="warning" role="alert">
          {fault}
        </Notice>
      )}
      <div className="row">
        <Button isBusy={isBusy} onClick={() => void askAgain()}>
          {say('credit-check.again.act')}
        </Button>
      </div>
    </>
  );
}

function Known({ check }: Pick<DecideProps, 'check'>) {
  const { problem, doubts, decidedBy, decisionReason, decidedAt } = check;
  return (
    <Facts
      facts={[
        [say('credit-check.column.state'), stateText(check)],
        [say('credit-check.fact.bureau'), check.bureau],
        [say('credit-check.fact.condition'), conditionText(check)],
        [say('credit-check.column.score'), scoreText(check)],
        [say('credit-check.fact.says'), check.scoreText],
        [say('credit-check.fact.doubts'), doubts?.map((code) => sayIfKnown(`credit-check.doubt.${code}`) ?? code).join(', ')],
        [say('credit-check.fact.problem'), problem && (sayIfKnown(`credit-check.problem.${problem}`) ?? problem)],
        [say('credit-check.fact.due'), check.dueOn && day(check.dueOn)],
        [say('credit-check.fact.asked'), instantDay(check.askedAt)],
        [say('credit-check.fact.validUntil'), instantDay(check.validUntil)],
        [say('credit-check.fact.decided'), decidedAt && [moment(decidedAt), decidedBy].filter(Boolean).join(', ')],
        [say('credit-check.column.why'), decisionReason],
      ]}
    />
  );
}

/** What the first of two people said: where one is not enough, a second one has to say the same. */
const Proposed = ({ check: { proposedAccept, proposedBy, proposedReason } }: Pick<DecideProps, 'check'>) => (
  <Notice tone="info">
    {say(proposedAccept ? 'credit-check.proposed.accept' : 'credit-check.proposed.refuse', { who: proposedBy ?? '' })} {proposedReason}
  </Notice>
);

const Decided = ({ check, onClose }: Omit<DecideProps, 'canDecide'>) => (
  <>
    {check.decisionAccept === false && <NoticeText orderId={check.orderId} />}
    <div className="actions">
      <Button onClick={onClose}>{say('credit-check.dialog.close')}</Button>
    </div>
  </>
);

type Word = 'accept' | 'refuse';

function Decision({ check, onClose }: Omit<DecideProps, 'canDecide'>) {
  const refresh = useRefresh();
  const [word, setWord] = useState<Word | null>(null);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ readonly word?: string; readonly reason?: string }>({});
  const [isBusy, setBusy] = useState(false);
  const number = check.order?.number ?? '';
  const decide = async (event: FormEvent) => {
    event.preventDefault();
    const missing = {
      ...(word === null && { word: say('credit-check.dialog.wordMissing') }),
      ...(reason.trim() === '' && { reason: say('credit-check.dialog.reasonMissing') }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      const accept = word === 'accept';
      const { decideCreditCheck } = await ask(DecideCreditCheckDocument, { orderId: check.orderId, accept, reason: reason.trim() });
      onClose();
      const done = decideCreditCheck.decisionAccept === null ? 'proposed' : accept ? 'accepted' : 'refused';
      toast(say(`credit-check.done.${done}`, { number, brand: brand.name }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults({ reason: error.message });
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={decide} noValidate>
      <ChoiceField
        label={say('credit-check.dialog.word')}
        value={word ?? ''}
        onValue={(value) => setWord(value === 'accept' ? 'accept' : 'refuse')}
        error={faults.word ?? null}
        options={[
          { value: 'accept', label: say('credit-check.dialog.accept') },
          { value: 'refuse', label: say('credit-check.dialog.refuse') },
        ]}
      />
      <AreaField
        label={say('credit-check.column.why')}
        help={say('credit-check.dialog.reasonHelp')}
        value={reason}
        onValue={setReason}
        error={faults.reason ?? null}
      />
      {word === 'refuse' && <NoticeText orderId={check.orderId} />}
      <div className="actions">
        <Button onClick={onClose}>{say('credit-check.dialog.later')}</Button>
        <Button kind="primary" type="submit" isBusy={isBusy}>
          {say('credit-check.dialog.send')}
        </Button>
      </div>
    </form>
  );
}

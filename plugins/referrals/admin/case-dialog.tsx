import { type FormEvent, useState } from 'react';
import {
  ApiError,
  AreaField,
  ask,
  Button,
  ChoiceField,
  Dialog,
  day,
  ErrorState,
  Facts,
  moment,
  money,
  Notice,
  nameOf,
  PageLink,
  Status,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import {
  ReferralsClawBackDocument,
  ReferralsDecideDocument,
  ReferralsDetailDocument,
  type ReferralsDetailQuery,
} from '#operations/referrals';
import { reasonsOf, stateKind, stateText, waitsForPerson } from './case.facts.ts';
import { say, sayIfKnown } from './texts.ts';

export interface CaseDialogProps {
  readonly id: string;
  readonly canDecide: boolean;
  readonly onClose: () => void;
}
type Detail = NonNullable<ReferralsDetailQuery['referral']>;

/** One recommendation: who, why, what it costs, how it came here, and what a person may do about it. */
export function CaseDialog({ id, canDecide, onClose }: CaseDialogProps) {
  const { data, error, refetch } = useAsk('referrals-detail', ReferralsDetailDocument, { id });
  const found = data?.referral;
  return (
    <Dialog title={say('referrals.dialog.title', { number: found?.order?.number ?? '' })} onClose={onClose}>
      <div className="stack">
        {error instanceof ApiError && <ErrorState title={say('referrals.page.failed')} error={error} onRetry={() => void refetch()} />}
        {!data && !error && <p className="waiting-part" aria-busy="true" />}
        {data && !found && <p className="muted">{say('referrals.dialog.gone')}</p>}
        {found && <Known found={found} />}
        {found && <Steps found={found} />}
        {found && canDecide && mayMove(found) ? (
          <Decision key={found.state} found={found} onClose={onClose} />
        ) : (
          <div className="actions">
            <Button onClick={onClose}>{say('referrals.dialog.close')}</Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

const mayMove = ({ state }: Detail): boolean => state === 'PENDING' || state === 'APPROVED' || state === 'PAID';

function Known({ found }: { readonly found: Detail }) {
  const reasons = reasonsOf(found);
  return (
    <>
      {waitsForPerson(found) && <Notice tone="warning">{reasons.join(' ')}</Notice>}
      <Facts
        facts={[
          [
            say('referrals.column.state'),
            <Status key="state" kind={stateKind(found)}>
              {stateText(found)}
            </Status>,
          ],
          [say('referrals.column.referrer'), <Customer key="referrer" customer={found.referrer} />],
          [say('referrals.column.referred'), <Customer key="referred" customer={found.referred} />],
          [
            say('referrals.fact.came'),
            say(found.openedOn === null ? 'referrals.fact.typed' : 'referrals.fact.linked', {
              day: found.openedOn ? day(found.openedOn) : '',
            }),
          ],
          [say('referrals.fact.sold'), found.isSoldByPartner ? say('referrals.fact.byPartner') : null],
          [say('referrals.fact.campaign'), found.campaign],
          [say('referrals.column.why'), waitsForPerson(found) || reasons.length === 0 ? null : <Reasons key="why" reasons={reasons} />],
          [say('referrals.fact.decided'), found.reviewedAt && [moment(found.reviewedAt), found.reviewedBy].filter(Boolean).join(', ')],
          [say('referrals.fact.reason'), found.reviewReason],
          ...found.rewards.map(
            ({ side, cents, kind, state, paidAt }) =>
              [
                say(`referrals.side.${side}`),
                [
                  money(cents),
                  say(`referrals.payout.${kind}`),
                  say(`referrals.rewardState.${state}`),
                  paidAt === null ? '' : moment(paidAt),
                ]
                  .filter(Boolean)
                  .join(' · '),
              ] as const,
          ),
        ]}
      />
    </>
  );
}

const Reasons = ({ reasons }: { readonly reasons: readonly string[] }) => reasons.map((reason) => <div key={reason}>{reason}</div>);

const Customer = ({ customer }: { readonly customer: Detail['referrer'] }) =>
  customer && (
    <PageLink href={`/customers/${customer.id}`}>
      {nameOf(customer)} <span className="muted num">{customer.number}</span>
    </PageLink>
  );

const Steps = ({ found: { steps } }: { readonly found: Detail }) => (
  <section aria-labelledby="referral-steps">
    <h3 id="referral-steps">{say('referrals.dialog.steps')}</h3>
    <ol className="plain-list">
      {steps.map(({ at, by, after, rules }) => (
        <li key={`${at} ${after}`}>
          <span className="strong">{say(`referrals.state.${after}`)}</span>{' '}
          <span className="muted small">
            {[
              moment(at),
              sayIfKnown(`referrals.by.${by}`) ?? by,
              ...rules.map((rule) => sayIfKnown(`referrals.rule.${rule}`) ?? rule),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  </section>
);

type Word = 'accept' | 'refuse' | 'claw-back';

function Decision({ found, onClose }: { readonly found: Detail; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const words: readonly Word[] = found.state === 'PENDING' ? (waitsForPerson(found) ? ['accept', 'refuse'] : ['refuse']) : ['claw-back'];
  const [only, ...others] = words;
  const [word, setWord] = useState<Word | null>(others.length === 0 ? (only ?? null) : null);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<{ readonly word?: string; readonly reason?: string }>({});
  const [isBusy, setBusy] = useState(false);
  const decide = async (event: FormEvent) => {
    event.preventDefault();
    const missing = {
      ...(word === null && { word: say('referrals.dialog.wordMissing') }),
      ...(reason.trim() === '' && { reason: say('referrals.dialog.reasonMissing') }),
    };
    setFaults(missing);
    if (word === null || Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      const given = { id: found.id, reason: reason.trim() };
      if (word === 'claw-back') await ask(ReferralsClawBackDocument, given);
      else await ask(ReferralsDecideDocument, { ...given, accept: word === 'accept' });
      onClose();
      toast(say(`referrals.done.${word}`, { number: found.order?.number ?? '' }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults({ reason: error.message });
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={decide} noValidate>
      {words.length > 1 && (
        <ChoiceField
          label={say('referrals.dialog.word')}
          value={word ?? ''}
          onValue={(value) => setWord(value === 'accept' ? 'accept' : 'refuse')}
          error={faults.word ?? null}
          options={words.map((value) => ({ value, label: say(`referrals.dialog.${value}`) }))}
        />
      )}
      <AreaField
        label={say('referrals.fact.reason')}
        help={say(word === 'claw-back' ? 'referrals.dialog.clawBackHelp' : 'referrals.dialog.reasonHelp')}
        value={reason}
        onValue={setReason}
        error={faults.reason ?? null}
      />
      <div className="actions">
        <Button onClick={onClose}>{say('referrals.dialog.close')}</Button>
        <Button kind={word === 'accept' || word === null ? 'primary' : 'danger'} type="submit" isBusy={isBusy}>
          {say(word === null ? 'referrals.dialog.send' : `referrals.dialog.${word}`)}
        </Button>
      </div>
    </form>
  );
}

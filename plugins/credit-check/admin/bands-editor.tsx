import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, isRecord, Problems, TextField, toast, useAsk, useRefresh, useSettled } from '#admin';
import { CreditCheckDryRunDocument, type CreditCheckDryRunQuery, SaveCreditCheckBandsDocument } from '#operations/credit-check';
import { type Bureau, type EditedRule, editedRules, nextKey, sentRules } from './bands.facts.ts';
import { DryRunResult } from './dry-run-result.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { say } from './texts.ts';

const DAYS = 180;

export interface Draft {
  readonly id: string | null;
  readonly note: string;
  readonly rules: unknown;
}

export interface BandsEditorProps {
  readonly draft: Draft;
  readonly bureaus: readonly Bureau[];
  readonly withScore: boolean;
  readonly onClose: () => void;
}

type Tried = CreditCheckDryRunQuery['creditCheckDryRun'];

/** A version of the bands that is written, with what it would have made of past answers. A colleague approves it. */
export function BandsEditor({ draft, bureaus, withScore, onClose }: BandsEditorProps) {
  const refresh = useRefresh();
  const [rules, setEdited] = useState<readonly EditedRule[]>(() => editedRules(draft.rules));
  const [note, setNote] = useState(draft.note);
  const [validFrom, setValidFrom] = useState(tomorrow);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [tried, setTried] = useState<Tried | null>(null);
  const [busy, setBusy] = useState<'try' | 'save' | null>(null);

  const faults = useFaults(rules, problems);
  const setRules = (next: readonly EditedRule[]) => {
    setEdited(next);
    setProblems(new Map()); // they were about what stood there before
  };
  const doing = async (what: 'try' | 'save', work: () => Promise<void>) => {
    setBusy(what);
    setProblems(new Map());
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(problemsIn(error));
    } finally {
      setBusy(null);
    }
  };
  const tryThem = () =>
    doing('try', async () => {
      const { creditCheckDryRun } = await ask(CreditCheckDryRunDocument, { rules: sentRules(rules), days: DAYS, withScore });
      setTried(creditCheckDryRun);
    });
  const save = (event: FormEvent) => {
    event.preventDefault();
    return doing('save', async () => {
      const moment = Date.parse(validFrom);
      if (Number.isNaN(moment)) return setProblems(new Map([['validFrom', say('credit-check.bands.validFromMissing')]]));
      const { saveCreditCheckBands } = await ask(SaveCreditCheckBandsDocument, {
        ...{ id: draft.id, note, rules: sentRules(rules), validFrom: new Date(moment).toISOString() },
      });
      onClose();
      toast(say('credit-check.bands.saved', { number: saveCreditCheckBands.number }));
      await refresh();
    });
  };
  const add = () => {
    const [first] = bureaus;
    const from = String(first?.products[0]?.minimum ?? 0);
    const bands = [{ key: nextKey(), from, outcome: 'review' }];
    setRules([...rules, { key: nextKey(), bureau: first?.code ?? '', product: '', segment: '', commodity: '', fromValue: '0', bands }]);
  };
  return (
    <form className="stack" onSubmit={save} noValidate>
      <Problems problems={[...problems].map(([field, text]) => ({ id: field === '' ? null : field, text }))} />
      <div className="row wrap">
        <TextField
          id="note"
          label={say('credit-check.bands.note')}
          help={say('credit-check.bands.noteHelp')}
          value={note}
          onValue={setNote}
          error={problems.get('note') ?? null}
        />
        <TextField
          id="validFrom"
          label={say('credit-check.bands.validFrom')}
          help={say('credit-check.bands.validFromHelp')}
          type="datetime-local"
          value={validFrom}
          onValue={setValidFrom}
          error={problems.get('validFrom') ?? null}
        />
      </div>
      {rules.map((rule, at) => (
        <RuleEditor
          key={rule.key}
          {...{ rule, at, bureaus }}
          problems={faults}
          onRule={(next) => setRules(rules.map((one) => (one.key === rule.key ? next : one)))}
          onRemove={() => setRules(rules.filter(({ key }) => key !== rule.key))}
        />
      ))}
      <div className="row">
        <Button icon={<IconPlus size={15} stroke={1.7} aria-hidden />} onClick={add}>
          {say('credit-check.bands.addRule')}
        </Button>
      </div>
      {tried && <DryRunResult tried={tried} days={DAYS} />}
      <div className="actions">
        <Button onClick={onClose}>{say('credit-check.bands.cancel')}</Button>
        <Button isBusy={busy === 'try'} onClick={() => void tryThem()}>
          {say('credit-check.bands.try')}
        </Button>
        <Button kind="primary" type="submit" isBusy={busy === 'save'}>
          {say('credit-check.bands.save')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with the rules, said by the server while somebody types: what it said last about all of them goes before. */
function useFaults(rules: readonly EditedRule[], said: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const asked = useSettled(JSON.stringify(sentRules(rules)));
  const { error } = useAsk('credit-check-bands-typed', CreditCheckDryRunDocument, { rules: JSON.parse(asked), days: 1, withScore: false });
  return said.size > 0 || !(error instanceof ApiError) ? said : problemsIn(error);
}

/** Tomorrow at midnight, as the field of the browser writes it. */
function tomorrow(): string {
  const day = new Date(Date.now() + 86_400_000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T00:00`;
}

/** What the server says, by field; "" = it belongs to none. */
function problemsIn({ details, message }: ApiError): ReadonlyMap<string, string> {
  const problems = Array.isArray(details.problems) ? details.problems.filter(isRecord) : [];
  if (problems.length === 0) return new Map([['', message]]);
  return new Map(problems.map(({ field, message: what, remedy }) => [String(field), [what, remedy].filter(Boolean).join(' ')]));
}

import { type FormEvent, useState } from 'react';
import type { ContractKind } from '../../../generated/admin/graphql.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { oneOf } from '../list/loaded.ts';
import { labelOf } from './state-labels.ts';
import { codeFrom, type EditedSet, type StatusOfSet, textIn, withoutStatus, withStatus, withText } from './state-set.ts';

const KINDS: readonly ContractKind[] = ['OPEN', 'REVIEW', 'WAITING', 'SUPPLY', 'ENDED', 'REFUSED'];

export interface StatusDialogProps {
  readonly set: EditedSet;
  /** null = a new one. */
  readonly status: StatusOfSet | null;
  readonly onEdit: (set: EditedSet) => void;
  readonly onClose: () => void;
}

/** Names, meaning and place of a status. Nothing is saved here: the page saves the whole set. */
export function StatusDialog({ set, status, onEdit, onClose }: StatusDialogProps) {
  const codes = set.statuses.map(({ code }) => code);
  const at = status ? codes.indexOf(status.code) : codes.length;
  const [labels, setLabels] = useState(status?.labels ?? []);
  const [kind, setKind] = useState<ContractKind>(status?.kind ?? 'REVIEW');
  const [isTerminal, setTerminal] = useState(status?.isTerminal ?? false);
  const [after, setAfter] = useState(at > 0 ? (codes[at - 1] ?? '') : '');
  const [error, setError] = useState<string | null>(null);
  const code = status?.code ?? codeFrom(textIn(labels, 'en') || textIn(labels, 'de'));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (code === '') return setError(say('office.states.nameMissing'));
    if (!status && codes.includes(code)) return setError(say('office.states.codeTaken', { code }));
    onEdit(withStatus(set, { code, kind, isTerminal, isCore: status?.isCore ?? false, labels }, after === '' ? null : after));
    onClose();
  };
  const remove = () => {
    if (status) onEdit(withoutStatus(set, status.code));
    onClose();
  };
  return (
    <Dialog title={status ? say('office.states.editStatus', { name: labelOf(status) }) : say('office.states.addStatus')} onClose={onClose}>
      <form className="stack" onSubmit={apply} noValidate>
        <NameFields labels={labels} error={error} onLabels={setLabels} />
        {status?.isCore ? (
          <p className="muted small">{say('office.states.coreStatus')}</p>
        ) : (
          <>
            <SelectField
              label={say('office.states.means')}
              value={kind}
              onValue={(value) => setKind(oneOf(value, KINDS) ?? kind)}
              options={KINDS.map((value) => ({ value, label: say(`office.states.kind.${value}`) }))}
            />
            <CheckField label={say('office.states.isTerminal')} checked={isTerminal} onValue={setTerminal} />
          </>
        )}
        <SelectField
          label={say('office.states.after')}
          value={after}
          onValue={setAfter}
          empty={say('office.states.first')}
          options={set.statuses.filter((one) => one.code !== status?.code).map((one) => ({ value: one.code, label: labelOf(one) }))}
        />
        {code !== '' && <p className="muted small">{say('office.states.codeIs', { code })}</p>}
        <div className="actions">
          {status && !status.isCore && (
            <Button kind="danger" onClick={remove}>
              {say('office.states.remove')}
            </Button>
          )}
          <span className="grow" />
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit">
            {say('office.states.apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface NameFieldsProps {
  readonly labels: StatusOfSet['labels'];
  readonly error: string | null;
  readonly onLabels: (labels: StatusOfSet['labels']) => void;
}

/** The name in each language of the pages. */
export const NameFields = ({ labels, error, onLabels }: NameFieldsProps) =>
  (['en', 'de'] as const).map((language, at) => (
    <TextField
      key={language}
      label={say(`office.states.name.${language}`)}
      autoComplete="off"
      lang={language}
      error={at === 0 ? error : null}
      value={textIn(labels, language)}
      onValue={(text) => onLabels(withText(labels, language, text))}
    />
  ));

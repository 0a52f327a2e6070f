import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { TransitionGuardsDocument } from '../../../generated/admin/graphql.ts';
import { Button, IconButton } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { CheckField, SelectField, TextField } from '../../kit/parts/field.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { useAsk } from '../use-ask.ts';
import { labelOf } from './state-labels.ts';
import { codeFrom, type EditedSet, textIn, type WayOfSet, withoutWay, withText, withWay } from './state-set.ts';
import { NameFields } from './status-dialog.tsx';

const ACTORS = ['partner', 'customer', 'back-office', 'market', 'system'] as const;

export interface WayDialogProps {
  readonly set: EditedSet;
  /** null = a new one. */
  readonly way: WayOfSet | null;
  /** Where a new one begins; null = not said. */
  readonly from: string | null;
  readonly onEdit: (set: EditedSet) => void;
  readonly onClose: () => void;
}

const empty = (from: string | null): WayOfSet => ({
  ...{ code: '', from: from === null ? [] : [from], to: '', by: ['back-office'], guards: [] },
  ...{ reasons: [], isReasonRequired: false, isCore: false, labels: [] },
});

/** From where to where, who takes it, under which conditions and for which reasons. The page saves the whole set. */
export function WayDialog({ set, way, from, onEdit, onClose }: WayDialogProps) {
  const [edited, setEdited] = useState<WayOfSet>(way ?? empty(from));
  const [error, setError] = useState<string | null>(null);
  const guards = useAsk('transition-guards', TransitionGuardsDocument, {}).data?.transitionGuards ?? [];
  const change = (part: Partial<WayOfSet>) => setEdited({ ...edited, ...part });
  const code = way?.code ?? codeFrom(textIn(edited.labels, 'en') || textIn(edited.labels, 'de'));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (code === '') return setError(say('office.states.nameMissing'));
    if (!way && set.ways.some((one) => one.code === code)) return setError(say('office.states.codeTaken', { code }));
    onEdit(withWay(set, { ...edited, code }));
    onClose();
  };
  const remove = () => {
    if (way) onEdit(withoutWay(set, way.code));
    onClose();
  };
  const statuses = set.statuses.map((status) => ({ value: status.code, label: labelOf(status) }));
  return (
    <Dialog title={way ? say('office.states.editWay', { name: labelOf(way) }) : say('office.states.addWay')} onClose={onClose}>
      <form className="stack" onSubmit={apply} noValidate>
        {way?.isCore && <p className="muted small">{say('office.states.coreWay')}</p>}
        <NameFields labels={edited.labels} error={error} onLabels={(labels) => change({ labels })} />
        <Checks label={say('office.states.from')} options={statuses} chosen={edited.from} onChosen={(from) => change({ from })} />
        <SelectField label={say('office.states.to')} value={edited.to} onValue={(to) => change({ to })} options={statuses} />
        <Checks
          label={say('office.states.by')}
          options={ACTORS.map((value) => ({ value, label: say(`office.states.actor.${value}`) }))}
          chosen={edited.by}
          onChosen={(by) => change({ by })}
        />
        <Checks
          label={say('office.states.conditions')}
          options={guards.map((guard) => ({
            value: guard.code,
            label: sayIfKnown(`office.states.guard.${guard.code}`) ?? guard.description,
          }))}
          chosen={edited.guards}
          onChosen={(guards) => change({ guards })}
        />
        <Reasons way={edited} onChange={change} />
        <div className="actions">
          {way && !way.isCore && (
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

interface ChecksProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}

const Checks = ({ label, options, chosen, onChosen }: ChecksProps) => (
  <fieldset className="field">
    <legend>{label}</legend>
    <div className="checks">
      {options.map(({ value, label: name }) => (
        <CheckField
          key={value}
          label={name}
          checked={chosen.includes(value)}
          onValue={(isOn) => onChosen(isOn ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
    </div>
  </fieldset>
);

interface ReasonsProps {
  readonly way: WayOfSet;
  readonly onChange: (part: Partial<WayOfSet>) => void;
}

/** Reasons to choose from; without one a remark may be written. */
function Reasons({ way: { reasons, isReasonRequired }, onChange }: ReasonsProps) {
  const rename = (at: number, language: string, text: string) =>
    onChange({
      reasons: reasons.map((reason, index) => {
        if (index !== at) return reason;
        const labels = withText(reason.labels, language, text);
        return { code: reason.code || codeFrom(text), labels };
      }),
    });
  return (
    <fieldset className="field">
      <legend>{say('office.states.reasons')}</legend>
      {reasons.map(({ labels }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no order of their own, and a new one has no code yet
        <div key={at} className="reason-row">
          {(['en', 'de'] as const).map((language) => (
            <TextField
              key={language}
              label={say(`office.states.reason.${language}`, { n: at + 1 })}
              autoComplete="off"
              lang={language}
              value={textIn(labels, language)}
              onValue={(text) => rename(at, language, text)}
            />
          ))}
          <IconButton
            label={say('office.price.remove', { what: textIn(labels, 'en') || String(at + 1) })}
            onClick={() => onChange({ reasons: reasons.filter((_one, index) => index !== at) })}
          >
            <IconTrash size={16} stroke={1.7} />
          </IconButton>
        </div>
      ))}
      <div>
        <Button icon={<IconPlus size={15} stroke={1.7} />} onClick={() => onChange({ reasons: [...reasons, { code: '', labels: [] }] })}>
          {say('office.states.addReason')}
        </Button>
      </div>
      <CheckField
        label={say('office.states.mustReason')}
        checked={isReasonRequired}
        onValue={(isOn) => onChange({ isReasonRequired: isOn })}
      />
    </fieldset>
  );
}

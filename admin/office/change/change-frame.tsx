import type { ReactNode } from 'react';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { ChoiceField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { problemsBeside } from '../problems-of.ts';
import type { Change } from './use-change.ts';

export interface ChangeFrameProps<Field extends string> {
  readonly title: string;
  readonly change: Change<Field>;
  readonly labelOf: (field: Field) => string;
  readonly onClose: () => void;
  /** The fields, while nobody was faster. */
  readonly children: ReactNode;
}

/** The dialog of a change: its fields, or after a conflict one choice per field in which both differ. Nothing is thrown away unseen. */
export function ChangeFrame<Field extends string>({ title, change, labelOf, onClose, children }: ChangeFrameProps<Field>) {
  const { conflict, error, isBusy, save, at, set } = change;
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        {conflict && (
          <Notice tone="warning" role="alert">
            <strong>{say('office.conflict.title')}</strong>
            {conflict.told}
          </Notice>
        )}
        <Problems problems={problemsBeside(error)} />
        {conflict
          ? conflict.disputed.map(({ field, mine, theirs }) => (
              <ChoiceField
                key={field}
                label={labelOf(field)}
                value={at(field) === mine ? 'mine' : 'theirs'}
                onValue={(whose) => set(field)(whose === 'mine' ? mine : theirs)}
                options={[
                  { value: 'theirs', label: say('office.conflict.theirs', { value: theirs || '–' }) },
                  { value: 'mine', label: say('office.conflict.mine', { value: mine || '–' }) },
                ]}
              />
            ))
          : children}
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.change.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { lazy, Suspense } from 'react';
import { CheckField, ChoiceField, SelectField, TextField } from '../kit/parts/field.tsx';
import { askerOf } from '../kit/web-parts.ts';
import type { AnswerValue } from './draft.ts';
import { autoCompleteOf, idOf, type Question } from './questions.ts';

export interface QuestionFieldProps {
  readonly question: Question;
  readonly value: AnswerValue | undefined;
  readonly onValue: (value: AnswerValue) => void;
  readonly isOptional: boolean;
  readonly error: string | null;
  readonly onLeave: () => void;
}

/** More answers than these are chosen from a list. */
const VISIBLE_CHOICES = 4;

/** Loaded where a plugin has more to show than a field. */
const PluginQuestion = lazy(() => import('./plugin-question.tsx'));

/** A question of the form, whoever asks it: core or a plugin. */
export function QuestionField(props: QuestionFieldProps) {
  const asker = askerOf(props.question.path);
  const field = <PlainField {...props} />;
  if (asker === null) return field;
  return (
    <Suspense fallback={field}>
      <PluginQuestion asker={asker} field={field} {...props} />
    </Suspense>
  );
}

function PlainField({ question, value, onValue, isOptional, error, onLeave }: QuestionFieldProps) {
  const { path, label, help, type, choices, maximum } = question;
  const facts = { id: idOf(path), label, error, ...(help !== null && { help }), ...(isOptional && { isOptional }) };
  const text = typeof value === 'string' ? value : '';
  if (type === 'flag') return <CheckField {...facts} checked={value === true} onValue={onValue} />;
  if (type === 'choice' && choices.length <= VISIBLE_CHOICES)
    return <ChoiceField {...facts} value={text} onValue={onValue} options={choices} />;
  if (type === 'choice')
    return <SelectField {...facts} value={text} onValue={onValue} options={choices} {...(isOptional && { empty: '' })} />;
  return (
    <TextField
      {...facts}
      type={type === 'day' ? 'date' : path.endsWith('email') ? 'email' : path.endsWith('phone') ? 'tel' : 'text'}
      inputMode={type === 'whole' ? 'numeric' : undefined}
      autoComplete={autoCompleteOf(path)}
      maxLength={type === 'text' ? (maximum ?? undefined) : undefined}
      value={text}
      onValue={onValue}
      onBlur={onLeave}
    />
  );
}

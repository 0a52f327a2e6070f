import './field.css';
import { type ChangeEvent, type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { say } from '../text.ts';

export interface FieldFacts {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | null | undefined;
  readonly isOptional?: boolean;
  /** The id of the control, so that a summary of errors leads there. */
  readonly id?: string;
}

interface ShellProps extends FieldFacts {
  readonly children: (control: Control) => ReactNode;
}

interface Control {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** Label above, help between label and control, the error below it. */
function Field({ label, help, error, isOptional, id: given, children }: ShellProps) {
  const made = useId();
  const id = given ?? made;
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="optional"> {say('kit.optional')}</span>}
      </label>
      {help && (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {error && (
        <div className="error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}

type InputProps = Omit<ComponentPropsWithRef<'input'>, 'id' | 'onChange' | 'value'>;

export interface TextFieldProps extends FieldFacts, InputProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly unit?: string;
  /** Stands in the field at its right. */
  readonly action?: ReactNode;
}

export function TextField({ label, help, error, isOptional, id, onValue, unit, action, className, ...input }: TextFieldProps) {
  return (
    <Field {...{ label, help, error, ...(isOptional && { isOptional }), ...(id && { id }) }}>
      {(control) => {
        const field = (
          <input
            type="text"
            {...input}
            {...control}
            className={`input ${className ?? ''}`}
            onChange={(event: ChangeEvent<HTMLInputElement>) => onValue(event.target.value)}
          />
        );
        if (!unit && !action) return field;
        return (
          <div className={unit ? 'with-unit' : 'with-action'}>
            {field}
            {unit ? <span aria-hidden>{unit}</span> : action}
          </div>
        );
      }}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface SelectFieldProps extends FieldFacts {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly options: readonly Option[];
  /** Said while nothing is chosen. */
  readonly empty?: string;
}

export function SelectField({ value, onValue, options, empty, ...facts }: SelectFieldProps) {
  return (
    <Field {...facts}>
      {(control) => (
        <select {...control} className="input" value={value} onChange={(event) => onValue(event.target.value)}>
          {(empty !== undefined || value === '') && <option value="">{empty ?? say('kit.choose')}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function AreaField({
  value,
  onValue,
  rows = 3,
  ...facts
}: FieldFacts & { readonly value: string; readonly onValue: (value: string) => void; readonly rows?: number }) {
  return (
    <Field {...facts}>
      {(control) => <textarea {...control} className="input" rows={rows} value={value} onChange={(event) => onValue(event.target.value)} />}
    </Field>
  );
}

export interface CheckFieldProps extends FieldFacts {
  readonly checked: boolean;
  readonly onValue: (checked: boolean) => void;
}

export function CheckField({ label, help, error, id: given, checked, onValue }: CheckFieldProps) {
  const made = useId();
  const id = given ?? made;
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  return (
    <div className="check field">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onValue(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {help && (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      )}
      {error && (
        <div className="error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </div>
  );
}

/** Few answers, all of them visible. */
export function ChoiceField({
  label,
  help,
  error,
  id: given,
  value,
  onValue,
  options,
}: FieldFacts & { readonly value: string; readonly onValue: (value: string) => void; readonly options: readonly Option[] }) {
  const made = useId();
  const id = given ?? made;
  return (
    <fieldset className="field" aria-describedby={error ? `${id}-error` : undefined}>
      <legend>{label}</legend>
      {help && <div className="help">{help}</div>}
      <div className={`choices ${options.length === 2 ? 'two' : ''}`}>
        {options.map((option, at) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              id={at === 0 ? id : undefined}
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValue(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {error && (
        <div className="error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </fieldset>
  );
}

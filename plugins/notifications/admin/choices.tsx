import { CheckField } from '#admin';

interface ChoicesProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly values: readonly string[];
  readonly onValues: (values: string[]) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly error: string | null;
}

/** Any of several, in the order in which they were chosen. */
export const Choices = ({ id, label, help, values, onValues, options, error }: ChoicesProps) => (
  <fieldset className="field" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
    <legend>{label}</legend>
    {help && <div className="help">{help}</div>}
    {options.map((option) => (
      <CheckField
        key={option.value}
        label={option.label}
        checked={values.includes(option.value)}
        onValue={(isChosen) => onValues(isChosen ? [...values, option.value] : values.filter((one) => one !== option.value))}
      />
    ))}
    {error && (
      <div className="error" id={`${id}-error`}>
        {error}
      </div>
    )}
  </fieldset>
);

import type { ReactNode } from 'react';
import { SelectField, TextField, type TextFieldProps } from '../../kit/parts/field.tsx';
import type { PriceForm } from './price-form.ts';
import { choiceLabel, fieldLabel } from './tariff.facts.ts';

/** The form of a price while it is written. */
export interface PriceEdit {
  readonly form: PriceForm;
  readonly set: (path: string, value: string) => void;
  readonly add: (list: string) => void;
  readonly remove: (list: string, at: number) => void;
  /** What is wrong with a field; null = nothing that is known. */
  readonly errorOf: (path: string) => string | null;
}

export const idOf = (path: string): string => `price-${path}`;

interface FieldProps extends Partial<Pick<TextFieldProps, 'unit' | 'type' | 'isOptional' | 'inputMode'>> {
  readonly edit: PriceEdit;
  readonly path: string;
  readonly help?: ReactNode;
  /** Said instead of the field's own word. */
  readonly label?: string;
}

/** A field of the form at its path, with what is wrong with it. */
export const PriceField = ({ edit, path, label, ...more }: FieldProps) => (
  <TextField
    id={idOf(path)}
    autoComplete="off"
    label={label ?? fieldLabel(path)}
    error={edit.errorOf(path)}
    value={edit.form[path] ?? ''}
    onValue={(value) => edit.set(path, value)}
    {...more}
  />
);

/** An amount of money or of energy: typed and kept as text. */
export const NumberField = (props: FieldProps) => <PriceField inputMode="decimal" {...props} />;

interface ChoiceProps extends Pick<FieldProps, 'edit' | 'path' | 'help' | 'isOptional' | 'label'> {
  readonly values: readonly string[];
  /** Said for nothing; left out where something must be chosen. */
  readonly empty?: string;
}

export const PriceChoice = ({ edit, path, label, values, help, isOptional, empty }: ChoiceProps) => (
  <SelectField
    id={idOf(path)}
    label={label ?? fieldLabel(path)}
    error={edit.errorOf(path)}
    value={edit.form[path] ?? ''}
    onValue={(value) => edit.set(path, value)}
    options={values.map((value) => ({ value, label: choiceLabel(path, value) }))}
    {...{ ...(help !== undefined && { help }), ...(isOptional && { isOptional }), ...(empty !== undefined && { empty }) }}
  />
);

import { isRecord } from '../../kit/is-record.ts';
import { AreaField, CheckField, SelectField, TextField } from '../../kit/parts/field.tsx';

/** A value of settings at its path, and what may stand there. */
export interface SettingField {
  readonly path: string;
  readonly label: string;
  readonly help: string | null;
  readonly kind: 'text' | 'number' | 'flag' | 'choice' | 'list' | 'json';
  readonly choices: readonly string[];
}

/** "reviewFromScore" is "Review from score". */
const wordsOf = (key: string): string => {
  const spaced = key.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The fields of a JSON Schema, groups taken apart; what has no simple field is written as JSON. */
export function fieldsOf(schema: unknown, prefix = ''): SettingField[] {
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([key, given]) => {
    const part = isRecord(given) ? given : {};
    const path = `${prefix}${key}`;
    if (part.type === 'object' && isRecord(part.properties)) return fieldsOf(part, `${path}.`);
    return [
      { path, label: textOf(part.title) ?? wordsOf(key), help: textOf(part.description), kind: kindOf(part), choices: choicesOf(part) },
    ];
  });
}

const choicesOf = ({ enum: values }: Record<string, unknown>): string[] => (Array.isArray(values) ? values.map(String) : []);

function kindOf(part: Record<string, unknown>): SettingField['kind'] {
  if (choicesOf(part).length > 0) return 'choice';
  if (part.type === 'boolean') return 'flag';
  if (part.type === 'integer' || part.type === 'number') return 'number';
  if (part.type === 'string') return 'text';
  return part.type === 'array' && isRecord(part.items) && part.items.type === 'string' ? 'list' : 'json';
}

export const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (isRecord(part) ? part[key] : undefined), value);

/** The same settings with another value at a path. */
export function withValue(settings: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...settings, [key]: value };
  const inner = settings[key];
  return { ...settings, [key]: withValue(isRecord(inner) ? inner : {}, rest.join('.'), value) };
}

export interface SettingInputProps {
  readonly field: SettingField;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly error: string | null;
}

export function SettingInput({ field: { path, label, help, kind, choices }, value, onValue, error }: SettingInputProps) {
  const facts = { id: `setting-${path}`, label, error, ...(help !== null && { help }) };
  if (kind === 'flag') return <CheckField {...facts} checked={value === true} onValue={onValue} />;
  if (kind === 'choice') {
    return (
      <SelectField {...facts} value={String(value ?? '')} onValue={onValue} options={choices.map((one) => ({ value: one, label: one }))} />
    );
  }
  if (kind === 'number') {
    const read = (text: string) => onValue(text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));
    return <TextField {...facts} inputMode="decimal" value={String(value ?? '')} onValue={read} />;
  }
  if (kind === 'list') {
    const lines = Array.isArray(value) ? value.join('\n') : '';
    return <AreaField {...facts} rows={3} value={lines} onValue={(text) => onValue(text.split('\n').filter((line) => line !== ''))} />;
  }
  if (kind === 'json') return <JsonField facts={facts} value={value} onValue={onValue} />;
  return <TextField {...facts} autoComplete="off" value={String(value ?? '')} onValue={onValue} />;
}

interface JsonFieldProps {
  readonly facts: { readonly id: string; readonly label: string; readonly help?: string; readonly error: string | null };
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
}

/** Text that is not JSON yet stays text: the server says what is wrong with it. */
const JsonField = ({ facts, value, onValue }: JsonFieldProps) => (
  <AreaField
    {...facts}
    rows={4}
    value={typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2)}
    onValue={(text) => {
      try {
        onValue(JSON.parse(text));
      } catch {
        onValue(text);
      }
    }}
  />
);

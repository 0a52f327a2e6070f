import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiError } from '../../api/ask.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';

/** Texts by their fields. */
export type Texts<Field extends string> = ReadonlyMap<Field, string>;

/** Somebody else was faster: what is stored now, and what is said about it. */
export interface Faster {
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly told: ReactNode;
}

/** A field in which mine and theirs differ. */
export interface Disputed<Field extends string> {
  readonly field: Field;
  readonly mine: string;
  readonly theirs: string;
}

export interface Changing<Field extends string> {
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly version: number;
  /** Sends what differs from what was seen; what is not in it stays as it is. */
  readonly send: (change: Texts<Field>, version: number) => Promise<unknown>;
  /** Null for any other error. */
  readonly fasterOf: (error: ApiError) => Faster | null;
  /** Said once it is saved. */
  readonly saved: string;
  readonly onClose: () => void;
}

export interface Change<Field extends string> {
  readonly at: (field: Field) => string;
  readonly set: (field: Field) => (value: string) => void;
  readonly save: (event: FormEvent) => Promise<void>;
  readonly isBusy: boolean;
  readonly error: ApiError | null;
  /** Null while nobody was faster. */
  readonly conflict: { readonly told: ReactNode; readonly disputed: readonly Disputed<Field>[] } | null;
}

/** A change of something that others change too: what only they changed is theirs, what both changed is chosen field by field. */
export function useChange<Field extends string>(given: Changing<Field>): Change<Field> {
  const { fields, send, fasterOf, saved, onClose } = given;
  const queries = useQueryClient();
  const [seen, setSeen] = useState(() => textsOf(fields, given.values));
  const [form, setForm] = useState(seen);
  const [version, setVersion] = useState(given.version);
  const [conflict, setConflict] = useState<Change<Field>['conflict']>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const change = changedBy(form, seen);
    if (change.size === 0) return onClose();
    setBusy(true);
    setError(null);
    try {
      await send(change, version);
      onClose();
      toast(saved);
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      const now = fasterOf(cause);
      if (now) {
        const stored = new Map([
          ...seen,
          ...textsOf(
            fields.filter((field) => field in now.values),
            now.values,
          ),
        ]);
        setVersion(now.version);
        setSeen(stored);
        setForm(new Map([...stored, ...change]));
        setConflict({ told: now.told, disputed: disputedIn(change, stored) });
      } else setConflict(null);
      setError(now ? null : cause);
      setBusy(false);
    }
    await refresh(queries);
  };
  return {
    at: (field) => form.get(field) ?? '',
    set: (field) => (value) => setForm(new Map([...form, [field, value]])),
    ...{ save, isBusy, error, conflict },
  };
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const textsOf = <Field extends string>(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Texts<Field> =>
  new Map(fields.map((field) => [field, textOf(values[field])]));

/** Only what differs. */
const changedBy = <Field extends string>(form: Texts<Field>, seen: Texts<Field>): Texts<Field> =>
  new Map([...form].filter(([field, value]) => value !== seen.get(field)));

const disputedIn = <Field extends string>(change: Texts<Field>, stored: Texts<Field>): Disputed<Field>[] =>
  [...changedBy(change, stored)].map(([field, mine]) => ({ field, mine, theirs: stored.get(field) ?? '' }));

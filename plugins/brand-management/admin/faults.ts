import { type ApiError, isRecord } from '#admin';

/** Something that is wrong with a form. */
export interface Fault {
  /** The control that it belongs to; null = none. */
  readonly id: string | null;
  readonly text: string;
}

/** What the API finds wrong, by the controls of the form. */
export function faultsOf(error: ApiError, controlOf: (field: string) => string | null): readonly Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ id: null, text: error.message }];
  return problems.filter(isRecord).map(({ field, message, remedy }) => ({
    id: controlOf(String(field)),
    text: `${String(message)} ${String(remedy ?? '')}`.trim(),
  }));
}

/**
 * An expected failure: something a caller can understand and mend.
 * Everything else that is thrown is a bug and is shown as "Unexpected error".
 *
 * `code` is UPPER_SNAKE; a plugin's codes begin with its id. `details` goes to the caller: no personal data, no secrets.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** The installation or a plugin's declaration is wrong: stops the start, names the culprit and the remedy. */
export class BootError extends Error {
  override readonly name = 'BootError';
}

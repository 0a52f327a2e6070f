/** Whether work was broken off from outside, by an AbortSignal: who asked for it does not wait any more. */
export const isAborted = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

type Values = Readonly<Record<string, unknown>>;

/** An object with names, as JSON knows it: no list, no null. */
export const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

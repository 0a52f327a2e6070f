import { z } from 'zod';
import { DomainError } from './errors.ts';
import type { Vault } from './vault.ts';

/** A plugin's settings: one zod schema gives type, check, defaults and form. Every field has a default or the plugin cannot be on without it. */
export interface Settings<T> {
  readonly pluginId: string;
  readonly schema: z.ZodType<T>;
  /** Fields that are encrypted at rest and never shown again. */
  readonly secrets: readonly string[];
  /** Fields in which one brand shows itself, such as a sender: another brand does not get them with a copy. */
  readonly own: readonly string[];
}

export const defineSettings = <T>(
  pluginId: string,
  schema: z.ZodType<T>,
  secrets: readonly (keyof T & string)[] = [],
  own: readonly (keyof T & string)[] = [],
): Settings<T> => ({ pluginId, schema, secrets, own });

type Values = Readonly<Record<string, unknown>>;

const SEALED = '$sealed';
const sealedValue = z.strictObject({ [SEALED]: z.string() });

/** Checks new settings and seals the secrets. A secret that is left out keeps its former value. */
export function sealSettings(settings: Settings<unknown>, given: Values, { stored, vault }: { stored: Values; vault: Vault }): Values {
  const kept = Object.fromEntries(
    settings.secrets.filter((name) => given[name] === undefined && name in stored).map((name) => [name, stored[name]]),
  );
  const candidate = { ...given, ...kept };
  const checked = settings.schema.safeParse(openSettings(candidate, vault));
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    throw new DomainError(
      'SETTINGS_INVALID',
      `Settings of "${settings.pluginId}": ${problems.map(({ field, message }) => `${field}: ${message}`).join('; ')}`,
      {
        problems,
      },
    );
  }
  return Object.fromEntries(
    Object.entries(candidate).map(([name, value]) => {
      const isPlainSecret = settings.secrets.includes(name) && !sealedValue.safeParse(value).success;
      return [name, isPlainSecret ? { [SEALED]: vault.encrypt(String(value)) } : value];
    }),
  );
}

/** Decrypts the secrets of stored settings. */
export function openSettings(stored: Values, vault: Vault): Values {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => {
      const sealed = sealedValue.safeParse(value);
      return [name, sealed.success ? vault.decrypt(String(sealed.data[SEALED])) : value];
    }),
  );
}

/** Stored settings that another brand may have as well, and the names of those that stay behind: secrets, and what is one brand's own. */
export function forAnotherBrand(stored: Values, own: readonly string[] = []): { readonly open: Values; readonly left: readonly string[] } {
  const stays = ([name, value]: [string, unknown]): boolean =>
    sealedValue.safeParse(value).success || (own.includes(name) && value !== '' && !(Array.isArray(value) && value.length === 0));
  const entries = Object.entries(stored);
  return { open: Object.fromEntries(entries.filter((entry) => !stays(entry))), left: entries.filter(stays).map(([name]) => name) };
}

/** For people: what is stored, secrets only as "is set". */
export const maskSettings = (stored: Values): Values =>
  Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, sealedValue.safeParse(value).success ? { isSet: true } : value]));

import type { BrandManagementLookQuery } from '#operations/brand-management';

/** The form as it is typed; an empty sender or account is none. */
export interface LookForm {
  readonly name: string;
  readonly language: string;
  readonly accent: string;
  readonly numberPrefix: string;
  readonly senderName: string;
  readonly senderEmail: string;
  readonly holder: string;
  readonly iban: string;
}

export const formOf = ({ name, language, accent, numberPrefix, sender, account }: BrandManagementLookQuery['brand']): LookForm => ({
  ...{ name, language, accent, numberPrefix },
  ...{ senderName: sender?.name ?? '', senderEmail: sender?.email ?? '' },
  ...{ holder: account?.holder ?? '', iban: account?.iban ?? '' },
});

const isEmpty = (...texts: readonly string[]): boolean => texts.every((text) => text.trim() === '');

export const inputOf = ({ senderName, senderEmail, holder, iban, ...facts }: LookForm) => ({
  ...facts,
  sender: isEmpty(senderName, senderEmail) ? null : { name: senderName, email: senderEmail },
  account: isEmpty(holder, iban) ? null : { holder, iban },
});

/** Which control a problem of the API belongs to. */
export const CONTROLS: Readonly<Record<string, keyof LookForm>> = {
  ...{ name: 'name', language: 'language', accent: 'accent', numberPrefix: 'numberPrefix' },
  ...{ 'sender.name': 'senderName', 'sender.email': 'senderEmail', 'account.holder': 'holder', 'account.iban': 'iban' },
};

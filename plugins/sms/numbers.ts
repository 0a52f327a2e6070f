/** A number in E.164: "+436601234567"; null = it is none. `country`: how a number without one is read. */
export async function e164(written: string, country: string): Promise<string | null> {
  const { parsePhoneNumberFromString, isSupportedCountry } = await import('libphonenumber-js');
  const parsed = parsePhoneNumberFromString(written, isSupportedCountry(country) ? { defaultCountry: country } : {});
  return parsed?.isValid() ? parsed.number : null;
}

/** ISO 3166-1 alpha-2 of an E.164 number; null = of no single country. */
export async function countryOf(number: string): Promise<string | null> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js');
  return parsePhoneNumberFromString(number)?.country ?? null;
}

/** As the customers' rows keep a number for the search: its digits, with and without the country. */
export async function digitsOf(number: string): Promise<string[]> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js');
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return [];
  const { countryCallingCode, nationalNumber } = parsed;
  return [
    `${countryCallingCode}${nationalNumber}`,
    `00${countryCallingCode}${nationalNumber}`,
    `0${nationalNumber}`,
    String(nationalNumber),
  ];
}

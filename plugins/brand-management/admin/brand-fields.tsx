import { AreaField, SelectField, TextField } from '#admin';
import { type BrandForm, COUNTRIES, CURRENCIES, LANGUAGES, withCountry } from './open.facts.ts';
import { say } from './texts.ts';

export interface BrandFieldsProps {
  readonly form: BrandForm;
  readonly onForm: (form: BrandForm) => void;
  readonly errorOf: (id: string) => string | null;
}

/** The name of a country, language or currency in the language of the page. */
const nameOf = (type: 'region' | 'language' | 'currency', code: string): string =>
  new Intl.DisplayNames(document.documentElement.lang, { type }).of(code) ?? code;
const options = (type: Parameters<typeof nameOf>[0], codes: readonly string[], value: string) =>
  (codes.includes(value) ? codes : [value, ...codes]).map((code) => ({ value: code, label: nameOf(type, code) }));

/** What the brand is: name, addresses, country. */
export function BrandFields({ form, onForm, errorOf }: BrandFieldsProps) {
  const bind = (id: keyof BrandForm) => ({
    ...{ id, value: form[id], error: errorOf(id), label: say(`brand-management.field.${id}`) },
    onValue: (value: string) => onForm({ ...form, [id]: value }),
  });
  return (
    <div className="stack">
      <div className="two-cards">
        <TextField {...bind('name')} autoComplete="off" />
        <TextField {...bind('code')} help={say('brand-management.field.codeHelp')} autoComplete="off" spellCheck={false} />
      </div>
      <AreaField {...bind('hosts')} help={say('brand-management.field.hostsHelp')} rows={2} />
      <div className="two-cards">
        <SelectField
          {...bind('country')}
          onValue={(country) => onForm(withCountry(form, country))}
          options={options('region', Object.keys(COUNTRIES), form.country)}
        />
        <SelectField {...bind('language')} options={options('language', LANGUAGES, form.language)} />
      </div>
      <div className="two-cards">
        <SelectField {...bind('currency')} options={options('currency', CURRENCIES, form.currency)} />
        <TextField {...bind('timeZone')} autoComplete="off" spellCheck={false} />
      </div>
      <TextField {...bind('accent')} type="color" help={say('brand-management.field.accentHelp')} />
    </div>
  );
}

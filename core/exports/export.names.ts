import type { Texts } from '../kernel/i18n.ts';
import type { ExportColumn } from './export.lists.ts';

/** "customer.lastName" -> "Customer: Family name", from the texts "column.<Type>.<field>" or "column.<field>". */
export const columnName = ({ steps }: Pick<ExportColumn, 'steps'>, texts: Texts, language: string): string =>
  steps
    .map(({ type, field }) => texts(language, `column.${type}.${field}`) ?? texts(language, `column.${field}`) ?? inWords(field))
    .join(': ');

/** "lastName" -> "Last name": what a field is called that has no text. */
const inWords = (field: string): string => {
  const words = field.replaceAll(/([a-z0-9])([A-Z])/g, (_all, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

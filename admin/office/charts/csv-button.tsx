import { IconDownload } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import { cellsOf, csvOf } from './csv.ts';

export interface CsvButtonProps {
  /** Of the figures; the file is called like this. */
  readonly title: string;
  /** Around the table. */
  readonly of: RefObject<HTMLElement | null>;
}

/** Saves the table beside it as a file, with the figures as they stand there. */
export function CsvButton({ title, of }: CsvButtonProps) {
  const save = () => {
    const table = of.current?.querySelector('table');
    if (!table) return;
    // The mark at the beginning is how spreadsheets know UTF-8.
    const href = URL.createObjectURL(new Blob(['\ufeff', csvOf(cellsOf(table))], { type: 'text/csv;charset=utf-8' }));
    Object.assign(document.createElement('a'), { href, download: `${title}.csv` }).click();
    URL.revokeObjectURL(href);
  };
  return (
    <Button kind="plain" icon={<IconDownload size={15} stroke={1.7} aria-hidden />} onClick={save}>
      {say('office.chart.csv')}
      <span className="sr"> {title}</span>
    </Button>
  );
}

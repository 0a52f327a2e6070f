import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { number } from '../../kit/format.ts';
import { IconButton } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import type { ListSearch } from './list.types.ts';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface PagerProps {
  readonly info: PageInfo;
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly count: number;
  readonly total: string | null;
}

/** Pages by cursors: as fast on the thousandth page as on the first. */
export function Pager({ info, search, onSearch, count, total }: PagerProps) {
  const { after: _after, before: _before, ...rest } = search;
  const go = (to: Pick<ListSearch, 'after' | 'before'>) => () => {
    onSearch({ ...rest, ...to });
    window.scrollTo(0, 0);
  };
  const hasBack = info.hasPreviousPage || search.after !== undefined;
  return (
    <nav className="pager" aria-label={say('office.list.pages')}>
      <span className="num muted">
        {total === null ? say('office.list.rows', { count: number(count) }) : say('office.list.rowsOf', { count: number(count), total })}
      </span>
      <span className="row">
        <IconButton
          label={say('office.list.previous')}
          aria-disabled={!hasBack}
          onClick={hasBack && info.startCursor !== null ? go({ before: info.startCursor }) : undefined}
        >
          <IconChevronLeft size={16} stroke={1.7} />
        </IconButton>
        <IconButton
          label={say('office.list.next')}
          aria-disabled={!info.hasNextPage}
          onClick={info.hasNextPage && info.endCursor !== null ? go({ after: info.endCursor }) : undefined}
        >
          <IconChevronRight size={16} stroke={1.7} />
        </IconButton>
      </span>
    </nav>
  );
}

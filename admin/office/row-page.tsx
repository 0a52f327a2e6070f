import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/ask.ts';
import { Empty } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { ErrorState } from './list/list-states.tsx';
import type { ListPath } from './shell/navigation.ts';

export interface RowPageProps<Data, Row> {
  /** The question, as `useAsk` has it. */
  readonly asked: {
    readonly data: Data | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
    /** What is there still belongs to the row that was shown before. */
    readonly isPlaceholderData: boolean;
  };
  readonly pick: (data: Data) => Row | null | undefined;
  /** Title of a page whose row did not come. */
  readonly failed: string;
  /** Said where there is no such row, or none for this reader. */
  readonly missing: { readonly icon: ReactNode; readonly title: string; readonly text?: string };
  /** Where the reader finds the others. */
  readonly list: { readonly to: ListPath; readonly label: string };
  readonly children: (row: Row, data: Data) => ReactNode;
}

/** The page of one row, and what stands there while it is on its way, where it did not come and where there is none. */
export function RowPage<Data, Row>({ asked, pick, failed, missing, list, children }: RowPageProps<Data, Row>) {
  const { data, error, refetch, isPlaceholderData } = asked;
  // An address that is no id at all is refused as bad input: for the reader there is no such row.
  if (error instanceof ApiError && error.code !== 'BAD_USER_INPUT')
    return <ErrorState title={failed} error={error} onRetry={() => void refetch()} />;
  if (!error && (data === undefined || isPlaceholderData)) return <Waiting />;
  const row = data === undefined || error ? null : pick(data);
  if (data !== undefined && row !== null && row !== undefined) return children(row, data);
  return (
    <Empty isPage icon={missing.icon} title={missing.title} text={missing.text ?? say('office.row.missingText')}>
      <Link className="btn" to={list.to} search={{}}>
        {list.label}
      </Link>
    </Empty>
  );
}

const Waiting = () => (
  <div className="detail on-canvas" aria-busy="true">
    <div className="detail-head">
      <span className="bone wide" />
    </div>
  </div>
);

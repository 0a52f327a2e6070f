import { type ReactNode, useState } from 'react';
import { Button } from '../../kit/parts/button.tsx';
import { say, sayCount } from '../../kit/text.ts';

export interface PickingOf<Row> {
  /** How a row is called, for who does not see it. */
  readonly nameOf: (row: Row) => string;
  /** What can be done with the picked rows; none picked = with all that the list shows. */
  readonly acts: (picked: readonly Row[]) => ReactNode;
}

/** Rows of a page that the reader picked. */
export interface Picks<Row> extends PickingOf<Row> {
  readonly picked: readonly Row[];
  readonly isPicked: (row: Row) => boolean;
  readonly toggle: (row: Row) => void;
  /** All of the page, or none. */
  readonly toggleAll: () => void;
  readonly isAll: boolean;
  readonly clear: () => void;
}

/** What is picked belongs to the page that is shown: whoever cannot see a row any more does not mean it. */
export function usePicks<Row extends { readonly id: string }>(
  rows: readonly Row[] | null,
  picking: PickingOf<Row> | null,
): Picks<Row> | null {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  if (!picking) return null;
  const shown = rows ?? [];
  const picked = shown.filter(({ id }) => ids.has(id));
  const isAll = shown.length > 0 && picked.length === shown.length;
  const toggle = ({ id }: Row): void => {
    const next = new Set(picked.map((row) => row.id));
    if (!next.delete(id)) next.add(id);
    setIds(next);
  };
  return {
    ...{ ...picking, picked, isAll, toggle },
    isPicked: ({ id }) => ids.has(id),
    toggleAll: () => setIds(new Set(isAll ? [] : shown.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}

/** How many are picked, and what can be done with them. */
export const PickBar = <Row,>({ picks }: { readonly picks: Picks<Row> }) => (
  <div className="picks row" role="status">
    {picks.picked.length > 0 && <b>{sayCount('office.pick.count', picks.picked.length)}</b>}
    {picks.acts(picks.picked)}
    {picks.picked.length > 0 && (
      <Button kind="plain" onClick={picks.clear}>
        {say('office.pick.none')}
      </Button>
    )}
  </div>
);

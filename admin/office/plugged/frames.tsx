import '../contracts/contract.css';
import '../list/table.css';
import './frame.css';
import { type ReactNode, useId } from 'react';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';

/** The frame of a plugin's page: its title, one line about it, what can be done. */
export function PageFrame({
  title,
  line,
  actions,
  children,
}: {
  readonly title: string;
  readonly line?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="on-canvas">
      <div className="page-head wrap">
        <div className="row wrap">
          <h1 tabIndex={-1}>{title}</h1>
          {line && <span className="muted">{line}</span>}
        </div>
        {actions && <div className="row wrap">{actions}</div>}
      </div>
      <div className="plugin-page">{children}</div>
    </div>
  );
}

/** One subject on the page. Never a card inside of a card. */
export function Card({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className="card block" aria-labelledby={id}>
      <div className="between block-head wrap">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

export interface TableHead {
  readonly label: string;
  readonly isNumber?: boolean;
}
export interface TableRow {
  readonly id: string;
  readonly cells: readonly ReactNode[];
}

/** Rows below a title; scrolls sideways by itself where the page is narrow. */
export function TableCard({
  title,
  aside,
  head,
  rows,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly head: readonly TableHead[];
  readonly rows: readonly TableRow[];
}) {
  const id = useId();
  return (
    <div className="card block flush">
      <div className="between block-head wrap">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      <TableScroll aria-labelledby={id}>
        <table className="table inner">
          <thead>
            <tr>
              {head.map(({ label, isNumber }) => (
                <th key={label} scope="col" className={isNumber ? 'right' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {head.map(({ label, isNumber }, at) => (
                  <td key={label} className={isNumber ? 'right num' : undefined}>
                    {row.cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}

/** Something that is looked at under a policy of its own, and that runs nothing: a mail, a letter. Narrow = as wide as a phone. */
export const LookFrame = ({
  title,
  src,
  isNarrow = false,
}: {
  readonly title: string;
  readonly src: string;
  readonly isNarrow?: boolean;
}) => <iframe className={isNarrow ? 'look narrow' : 'look'} title={title} src={src} sandbox="" />;

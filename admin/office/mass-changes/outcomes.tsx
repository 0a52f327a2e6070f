import '../list/table.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { MassChangeItemsDocument } from '../../../generated/admin/graphql.ts';
import { number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { nameOf } from '../contracts/contract.facts.ts';
import { useAsk } from '../use-ask.ts';
import type { MassChangeOfPage } from './mass-change.facts.ts';

type Outcome = MassChangeOfPage['outcomes'][number];
const keyOf = ({ state, code }: Outcome): string => `${state} ${code ?? ''}`;

/** Contracts by what becomes of them or became; each line opens its contracts. */
export function Outcomes({ change }: { readonly change: MassChangeOfPage }) {
  const [key, setKey] = useState<string | null>(null);
  const opened = change.outcomes.find((one) => keyOf(one) === key);
  return (
    <>
      <section className="card" aria-labelledby="outcomes">
        <h2 id="outcomes" className="block">
          {say(change.state === 'PREVIEWED' ? 'office.mass.effects' : 'office.mass.outcomes')}
        </h2>
        <TableScroll aria-label={say('office.mass.outcomes')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('office.mass.becomes')}</th>
                <th scope="col">{say('office.mass.why')}</th>
                <th scope="col" className="right num">
                  {say('office.mass.total')}
                </th>
                <th scope="col">
                  <span className="sr">{say('office.mass.show')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {change.outcomes.map((one) => (
                <tr key={keyOf(one)}>
                  <td>
                    <Status kind={one.state === 'DONE' ? 'ok' : one.state === 'OPEN' ? 'wait' : 'attention'}>
                      {say(`office.mass.outcome.${one.state}`)}
                    </Status>
                  </td>
                  <td className="told">{one.message ?? ''}</td>
                  <td className="right num">{number(one.count)}</td>
                  <td>
                    <Button kind="plain" aria-expanded={keyOf(one) === key} onClick={() => setKey(keyOf(one) === key ? null : keyOf(one))}>
                      {say(keyOf(one) === key ? 'office.mass.hide' : 'office.mass.show')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      </section>
      {opened && <Items key={key} change={change} outcome={opened} />}
    </>
  );
}

const PAGE = 50;

function Items({ change: { id }, outcome }: { readonly change: MassChangeOfPage; readonly outcome: Outcome }) {
  const [after, setAfter] = useState<string | null>(null);
  const { data } = useAsk('mass-change-items', MassChangeItemsDocument, { id, state: outcome.state, code: outcome.code, after });
  const found = data?.massChange?.items ?? [];
  const items = found.slice(0, PAGE);
  return (
    <section className="card" aria-label={say(`office.mass.outcome.${outcome.state}`)} aria-busy={data === undefined}>
      <TableScroll aria-label={say('office.contracts.title')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('office.contracts.number')}</th>
              <th scope="col">{say('office.contracts.customer')}</th>
              <th scope="col">{say('office.contracts.status')}</th>
              <th scope="col">{say('office.mass.why')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ contractId, contract, message }) => (
              <tr key={contractId}>
                <td>
                  <Link to="/contracts/$id" params={{ id: contractId }} className="id">
                    {contract?.number ?? contractId}
                  </Link>
                </td>
                <td>{contract ? nameOf(contract.customer) : ''}</td>
                <td>{contract && <Status kind={contractStatusKind(contract)}>{contract.statusLabel}</Status>}</td>
                <td className="told">{message ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {(found.length > PAGE || after !== null) && (
        <div className="block row">
          {after !== null && <Button onClick={() => setAfter(null)}>{say('office.mass.first')}</Button>}
          {found.length > PAGE && <Button onClick={() => setAfter(items.at(-1)?.contractId ?? null)}>{say('office.list.next')}</Button>}
        </div>
      )}
    </section>
  );
}

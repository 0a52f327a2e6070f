import { Link } from '@tanstack/react-router';
import { PointsOfCustomerDocument } from '../../../generated/admin/graphql.ts';
import { number } from '../../kit/format.ts';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { useAsk } from '../use-ask.ts';

/** Long codes show their end, by which people tell them apart; the whole one is in the tooltip and can be copied there. */
export const shortCode = (code: string): string => (code.length > 20 ? `…${code.slice(-8, -4)} ${code.slice(-4)}` : code);

interface PointsProps {
  readonly customerId: string;
  readonly title: string;
  /** The contract whose page this is; null on the customer's own. */
  readonly current: string | null;
}

/** Everything that the customer has, so that nobody has to look it up. */
export function Points({ customerId, title, current }: PointsProps) {
  const { data } = useAsk('points', PointsOfCustomerDocument, { customerId });
  const rows = data?.contracts.edges.map(({ node }) => node) ?? [];
  return (
    <div className="card block flush">
      <h2 id="points" className="block-head">
        {title}
      </h2>
      <TableScroll aria-labelledby="points">
        <table className="table inner">
          <thead>
            <tr>
              <th scope="col">{say('office.points.point')}</th>
              <th scope="col">{say('office.contracts.tariff')}</th>
              <th scope="col">{say('office.points.address')}</th>
              <th scope="col" className="right">
                {say('office.contracts.use')} <span className="unit">{say('office.unit.kwhYear')}</span>
              </th>
              <th scope="col">{say('office.contracts.number')}</th>
              <th scope="col">{say('office.contracts.status')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, number: text, meteringPoint: point, tariff, annualKwh, ...row }) => (
              <tr key={id} className={id === current ? 'current' : undefined}>
                <td className="num" title={point?.code}>
                  {point ? shortCode(point.code) : '–'}
                </td>
                <td>
                  {tariff && (
                    <span className="row">
                      <Commodity code={tariff.commodity} isWordHidden />
                      {tariff.name}
                    </span>
                  )}
                </td>
                <td>{point && `${point.street} ${point.houseNumber}, ${point.postcode} ${point.city}`}</td>
                <td className="right num">{annualKwh === null ? '–' : number(annualKwh)}</td>
                <td className="num">
                  {id === current ? (
                    text
                  ) : (
                    <Link to="/contracts/$id" params={{ id }} className="id">
                      {text}
                    </Link>
                  )}
                </td>
                <td>
                  <Status kind={contractStatusKind(row)}>{row.statusLabel}</Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}

import { IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { day, dayOfInstant, number, withUnit } from '../../kit/format.ts';
import { Facts } from '../../kit/parts/facts.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { nameOf } from './contract.facts.ts';
import type { ContractOfPage } from './contract.page.tsx';

export function CustomerCard({ customer }: { readonly customer: NonNullable<ContractOfPage['customer']> }) {
  const account = customer.bankAccounts.at(-1);
  return (
    <section className="card block" aria-labelledby="customer">
      <h2 id="customer" className="block-head">
        {say('office.customer.title')}
      </h2>
      <Facts
        facts={[
          [
            say('office.customer.name'),
            <Link key="name" to="/customers/$id" params={{ id: customer.id }}>
              {nameOf(customer)}
            </Link>,
          ],
          [say('office.customer.number'), customer.number],
          [
            say('office.customer.email'),
            <a key="mail" href={`mailto:${customer.email}`}>
              {customer.email}
            </a>,
          ],
          [say('office.customer.phone'), customer.phone],
          [say('office.customer.address'), `${customer.street} ${customer.houseNumber}, ${customer.postcode} ${customer.city}`],
          [say('office.customer.bank'), account && `${account.country}•• •••• ${account.ibanLastFour}`],
          [say('office.customer.contracts'), number(customer.contractCount)],
        ]}
      />
    </section>
  );
}

export function Terms({ contract }: { readonly contract: ContractOfPage }) {
  const on = (plain: string | null): string | null => plain && day(plain);
  const { order, meteringPoint: point } = contract;
  return (
    <section className="card block" aria-labelledby="terms">
      <h2 id="terms" className="block-head">
        {say('office.terms.title')}
      </h2>
      <Facts
        facts={[
          [say('office.points.point'), point && <span className="num">{point.code}</span>],
          [say('office.terms.meter'), point?.meterNumber],
          [say('office.terms.reason'), sayIfKnown(`office.reason.${contract.supplyReason ?? ''}`)],
          [say('office.terms.received'), on(contract.receivedOn)],
          [say('office.terms.signed'), on(contract.signedOn)],
          [say('office.terms.withdrawal'), on(contract.withdrawalEndsOn)],
          [say('office.terms.minimum'), on(contract.minimumTermEndsOn)],
          [say('office.terms.noticeBy'), on(contract.noticeBy)],
          [say('office.terms.ends'), on(contract.endsOn)],
          [say('office.terms.payment'), sayIfKnown(`office.payment.${contract.paymentMethod ?? ''}`)],
          [say('office.terms.costCentre'), contract.costCentre],
          [
            say('office.terms.order'),
            order && (
              <Link key="order" to="/orders/$id" params={{ id: order.id }}>
                {order.number}
              </Link>
            ),
          ],
        ]}
      />
    </section>
  );
}

interface FileOfPage {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly url: string;
}

const kindOf = (mediaType: string): string => mediaType.replace(/^.*\//, '').toUpperCase();

export const Documents = ({ documents }: { readonly documents: readonly FileOfPage[] }) => (
  <section className="card block" aria-labelledby="documents">
    <h2 id="documents" className="block-head">
      {say('office.documents.title')}
    </h2>
    {documents.length === 0 && <p className="muted small">{say('office.documents.none')}</p>}
    <ul className="files">
      {documents.map(({ id, title, mediaType, sizeBytes, createdAt, url }) => (
        <li key={id}>
          <a href={url} download>
            <IconFileTypePdf size={20} stroke={1.6} className="muted" aria-hidden />
            <span className="grow">
              <span className="cut">{title}</span>
              <span className="muted small">
                {kindOf(mediaType)} · {withUnit(number(Math.max(1, Math.round(sizeBytes / 1_000))), 'kB')} · {day(dayOfInstant(createdAt))}
              </span>
            </span>
            <IconDownload size={16} stroke={1.7} aria-hidden />
          </a>
        </li>
      ))}
    </ul>
  </section>
);

import { day, dayOfInstant } from '../../kit/format.ts';
import { Facts } from '../../kit/parts/facts.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import type { CustomerOfPage, OverviewOfPage } from './customer.page.tsx';

/** How somebody is reached, and who else speaks for them. */
export function Contact({ customer }: { readonly customer: CustomerOfPage }) {
  const { channels, persons, addresses, birthDate } = customer;
  const others = channels.filter(({ endedAt, value }) => endedAt === null && value !== customer.email && value !== customer.phone);
  return (
    <section className="card block" aria-labelledby="contact">
      <h2 id="contact" className="block-head">
        {say('office.customer.contact')}
      </h2>
      <Facts
        facts={[
          [
            say('office.customer.email'),
            <a key="mail" href={`mailto:${customer.email}`}>
              {customer.email}
            </a>,
          ],
          [say('office.customer.phone'), customer.phone],
          ...others.map(({ kind, value }) => [say(`office.customer.channel.${kind}`), value] as const),
          [say('office.customer.birth'), birthDate && day(birthDate)],
          [say('office.customer.register'), customer.registerNumber],
          [say('office.customer.vat'), customer.vatId],
          ...persons.map(
            ({ role, ...person }) =>
              [sayIfKnown(`office.customer.role.${role}`) ?? role, `${person.firstName} ${person.lastName}`] as const,
          ),
          ...addresses
            .filter(({ validTo }) => validTo === null)
            .map(
              ({ kind, recipient, ...place }) =>
                [
                  say(`office.customer.address.${kind}`),
                  [recipient, `${place.street} ${place.houseNumber}`, `${place.postcode} ${place.city}`].filter(Boolean).join(', '),
                ] as const,
            ),
        ]}
      />
    </section>
  );
}

export const Accounts = ({ accounts }: { readonly accounts: CustomerOfPage['bankAccounts'] }) => (
  <section className="card block" aria-labelledby="accounts">
    <h2 id="accounts" className="block-head">
      {say('office.customer.bank')}
    </h2>
    {accounts.length === 0 && <p className="muted small">{say('office.customer.noAccount')}</p>}
    <ul className="plain-list">
      {accounts.toReversed().map(({ id, holder, country, ibanLastFour, purpose, mandateReference, validTo }) => (
        <li key={id} className={validTo === null ? undefined : 'muted'}>
          <span className="between">
            <span className="num">{`${country}•• •••• ${ibanLastFour}`}</span>
            <span className="muted small">
              {validTo === null ? say(`office.customer.account.${purpose}`) : say('office.customer.until', { day: day(validTo) })}
            </span>
          </span>
          <span className="muted small">{[holder, mandateReference].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  </section>
);

export const Consents = ({ consents }: { readonly consents: CustomerOfPage['consents'] }) => (
  <section className="card block" aria-labelledby="consents">
    <h2 id="consents" className="block-head">
      {say('office.customer.consents')}
    </h2>
    {consents.length === 0 && <p className="muted small">{say('office.customer.noConsent')}</p>}
    <ul className="plain-list">
      {consents.map(({ id, purpose, channel, givenAt, revokedAt }) => (
        <li key={id} className={revokedAt === null ? undefined : 'muted'}>
          <span className="between">
            <span>{`${sayIfKnown(`office.customer.purpose.${purpose}`) ?? purpose}, ${say(`office.customer.channel.${channel}`)}`}</span>
            <span className="muted small">
              {revokedAt === null
                ? say('office.customer.given', { day: day(dayOfInstant(givenAt)) })
                : say('office.customer.revoked', { day: day(dayOfInstant(revokedAt)) })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  </section>
);

/** What plugins have to say of somebody, under their names. */
export const Sections = ({ sections }: Pick<OverviewOfPage, 'sections'>) =>
  sections.map(({ pluginId, title, rows }) => (
    <section key={`${pluginId} ${title}`} className="card block" aria-label={title}>
      <div className="between block-head">
        <h2>{title}</h2>
        <span className="tag">{pluginName(pluginId)}</span>
      </div>
      <Facts facts={rows.map(({ label, value }) => [label, value] as const)} />
    </section>
  ));

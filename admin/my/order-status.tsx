import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { day, kwh, money, today } from '../kit/format.ts';
import { brand } from '../kit/page-facts.ts';
import { Button } from '../kit/parts/button.tsx';
import { Commodity } from '../kit/parts/commodity.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import type { MyOrder } from './my.page.tsx';
import { MyDocuments } from './my-documents.tsx';
import { explanationOf, headlineOf, type MyContract, stepsOf } from './order.facts.ts';
import { PluginCards } from './plugin-cards.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

export interface OrderStatusProps {
  readonly order: MyOrder;
  readonly token: string;
  readonly onChanged: () => Promise<void>;
}

/** Headline in plain words, the way into supply with its days, documents, and what can still be changed. */
export function OrderStatus({ order, token, onChanged }: OrderStatusProps) {
  const [withdrawn, setWithdrawn] = useState<MyContract | null>(null);
  const [corrected, setCorrected] = useState<MyContract | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [first] = order.contracts;
  if (!first) return null;
  const open = order.contracts.filter(
    ({ withdrawalEndsOn, kind }) =>
      withdrawalEndsOn !== null && withdrawalEndsOn >= today() && ['REVIEW', 'WAITING', 'SUPPLY'].includes(kind),
  );
  const over = order.contracts.find(({ withdrawalEndsOn }) => withdrawalEndsOn !== null && withdrawalEndsOn < today());
  return (
    <div className="stack">
      <div>
        <p className="muted">{say('my.order', { number: order.number })}</p>
        <h1>{headlineOf(first)}</h1>
        <p className="lead">{explanationOf(first)}</p>
      </div>
      <Steps contract={first} submittedAt={order.submittedAt} />
      {order.contracts.map((contract) => (
        <ContractCard key={contract.id} contract={contract} isOneOfSeveral={order.contracts.length > 1} />
      ))}
      <section className="stack tight" aria-labelledby="documents">
        <h2 id="documents">{say('my.documents')}</h2>
        <MyDocuments documents={order.documents} token={token} />
      </section>
      <PluginCards order={order} token={token} />
      <section className="stack tight" aria-labelledby="change">
        <h2 id="change">{say('my.change')}</h2>
        {isSaved && (
          <Notice tone="success" role="status">
            {say('my.correct.saved')}
          </Notice>
        )}
        {open.map((contract) => (
          <Button key={contract.id} isWide onClick={() => setCorrected(contract)}>
            {nameOf(say('my.correct', { day: day(contract.withdrawalEndsOn ?? '') }), contract, open.length)}
          </Button>
        ))}
        {open.map((contract) => (
          <Button key={contract.id} isWide onClick={() => setWithdrawn(contract)}>
            {nameOf(say('my.withdraw', { day: day(contract.withdrawalEndsOn ?? '') }), contract, open.length)}
          </Button>
        ))}
        {open.length === 0 && over?.withdrawalEndsOn && (
          <p className="muted">{say('my.withdrawOver', { day: day(over.withdrawalEndsOn) })}</p>
        )}
      </section>
      <Contact number={order.number} />
      {corrected && (
        <CorrectDialog
          contract={corrected}
          token={token}
          onClose={() => setCorrected(null)}
          onDone={async () => {
            setSaved(true);
            await onChanged();
          }}
        />
      )}
      {withdrawn && <WithdrawDialog contract={withdrawn} token={token} onClose={() => setWithdrawn(null)} onDone={onChanged} />}
    </div>
  );
}

/** Of several contracts in one order each is named. */
const nameOf = (text: string, { tariff }: MyContract, count: number): string => (count > 1 && tariff ? `${tariff.name}: ${text}` : text);

/** Whom to ask: as the brand's imprint says, else whoever sent the confirmation. */
function Contact({ number }: { readonly number: string }) {
  const { phone, email } = brand.contact;
  return (
    <section className="stack tight" aria-labelledby="contact">
      <h2 id="contact">{say('my.contact.title')}</h2>
      <p className="muted">{say(phone || email ? 'my.contact.number' : 'my.contact', { number })}</p>
      {phone && (
        <a className="btn wide" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
          {say('my.contact.call', { phone })}
        </a>
      )}
      {email && (
        <a className="btn wide" href={`mailto:${email}?subject=${encodeURIComponent(number)}`}>
          {say('my.contact.write', { email })}
        </a>
      )}
    </section>
  );
}

function Steps({ contract, submittedAt }: { readonly contract: MyContract; readonly submittedAt: string | null }) {
  const steps = stepsOf(contract, submittedAt);
  if (!steps) return null;
  return (
    <ol className="card my-steps" aria-label={say('my.steps')}>
      {steps.map(({ text, when, state }, at) => (
        <li key={text} className={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="my-step num">
            {state === 'done' ? <IconCheck size={16} stroke={2.6} aria-label={say('my.done')} /> : at + 1}
          </span>
          <span>
            <span className="my-step-text">{text}</span>
            <span className="muted small">{when}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function ContractCard({ contract, isOneOfSeveral }: { readonly contract: MyContract; readonly isOneOfSeveral: boolean }) {
  const { tariff, meteringPoint: point, offer, annualKwh } = contract;
  return (
    <section className="card pad" aria-labelledby={contract.id}>
      <div className="between my-contract">
        <h2 id={contract.id}>{tariff?.name ?? say('my.contract')}</h2>
        {tariff && <Commodity code={tariff.commodity} />}
      </div>
      {isOneOfSeveral && (
        <p className="my-state">
          <b>{headlineOf(contract)}.</b> {explanationOf(contract)}
        </p>
      )}
      <dl className="facts">
        <dt>{say('my.contract')}</dt>
        <dd>{contract.number}</dd>
        {point && (
          <>
            <dt>{say('my.address')}</dt>
            <dd>{`${point.street} ${point.houseNumber}, ${point.postcode} ${point.city}`}</dd>
            <dt>{say('my.point')}</dt>
            <dd className="num">{point.code}</dd>
          </>
        )}
        {offer && (
          <>
            <dt>{say('my.price')}</dt>
            <dd>{say('my.priceText', { amount: money(offer.monthlyCents), year: money(offer.firstYearCents) })}</dd>
          </>
        )}
        {annualKwh !== null && (
          <>
            <dt>{say('my.use')}</dt>
            <dd>{kwh(annualKwh)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

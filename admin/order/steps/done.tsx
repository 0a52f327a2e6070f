import { IconCircleCheck } from '@tabler/icons-react';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import type { Draft } from '../draft.ts';

/** The order is in: its number, what happens now, and the next one. */
export const DoneStep = ({ draft, onRestart }: { readonly draft: Draft; readonly onRestart: () => void }) => (
  <div className="stack done">
    <IconCircleCheck size={44} stroke={1.5} aria-hidden />
    <h1 tabIndex={-1}>{say('order.done.title')}</h1>
    <p className="lead">{say('order.done.text', { number: draft.placed?.number ?? '' })}</p>
    <dl className="card facts done-facts">
      <dt>{say('order.done.number')}</dt>
      <dd className="strong">{draft.placed?.number}</dd>
      <dt>{say('order.done.status')}</dt>
      <dd>{draft.placed?.status}</dd>
      <dt>{say('order.check.tariff')}</dt>
      <dd>{draft.tariffName}</dd>
    </dl>
    <a className="btn wide" href={`/orders/${draft.placed?.id ?? ''}`}>
      {say('order.done.open')}
    </a>
    <Button kind="primary" isWide onClick={onRestart}>
      {say('order.done.again')}
    </Button>
  </div>
);

import { IconCircleCheck } from '@tabler/icons-react';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import type { Draft } from '../draft.ts';
import type { Seller } from '../visitor.ts';

export interface DoneStepProps {
  readonly draft: Draft;
  readonly seller: Seller | null;
  readonly onRestart: () => void;
}

/** The order is in: its number, what happens now, and for those who sell the next one. */
export const DoneStep = ({ draft, seller, onRestart }: DoneStepProps) => (
  <div className="stack done">
    <IconCircleCheck size={44} stroke={1.5} aria-hidden />
    <h1 tabIndex={-1}>{say('order.done.title')}</h1>
    <p className="lead">{say(seller ? 'order.done.text' : 'order.done.guestText', { number: draft.placed?.number ?? '' })}</p>
    <dl className="card facts done-facts">
      <dt>{say('order.done.number')}</dt>
      <dd className="strong">{draft.placed?.number}</dd>
      <dt>{say('order.done.status')}</dt>
      <dd>{draft.placed?.status}</dd>
      <dt>{say('order.check.tariff')}</dt>
      <dd>{draft.supplies.map(({ tariffName }) => tariffName).join(', ')}</dd>
    </dl>
    {seller && (
      <a className="btn wide" href={`/orders/${draft.placed?.id ?? ''}`}>
        {say('order.done.open')}
      </a>
    )}
    <Button kind={seller ? 'primary' : 'default'} isWide onClick={onRestart}>
      {say(seller ? 'order.done.again' : 'order.done.guestAgain')}
    </Button>
  </div>
);

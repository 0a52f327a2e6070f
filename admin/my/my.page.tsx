import { useCallback, useEffect, useState } from 'react';
import { MyOrderDocument, type MyOrderQuery } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { Button } from '../kit/parts/button.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { forgetLink, takeLink } from './link.ts';
import { LinkForm } from './link-form.tsx';
import { MyFrame } from './my-frame.tsx';
import { OrderStatus } from './order-status.tsx';

export type MyOrder = MyOrderQuery['orders']['edges'][number]['node'];

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'link'; readonly isExpired: boolean }
  | { readonly kind: 'order'; readonly order: MyOrder; readonly token: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What a customer sees of an order: no account, the mailed link is enough. */
export function MyPage() {
  const [token] = useState(takeLink);
  const [state, setState] = useState<State>({ kind: 'loading' });
  const load = useCallback(async () => {
    if (token === null) return setState({ kind: 'link', isExpired: false });
    try {
      const { orders } = await ask(MyOrderDocument, {}, { authorization: `Link ${token}` });
      const order = orders.edges[0]?.node;
      setState(order ? { kind: 'order', order, token } : { kind: 'link', isExpired: true });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'LINK_INVALID') {
        forgetLink();
        setState({ kind: 'link', isExpired: true });
      } else setState({ kind: 'failed', message: error.message });
    }
  }, [token]);
  useEffect(() => void load(), [load]);

  return (
    <MyFrame title={say('my.link.title')}>
      {state.kind === 'loading' && (
        <p className="muted" role="status">
          {say('my.loading')}
        </p>
      )}
      {state.kind === 'link' && <LinkForm isExpired={state.isExpired} />}
      {state.kind === 'failed' && (
        <div className="stack">
          <h1>{say('my.link.title')}</h1>
          <Notice tone="danger" role="alert">
            {state.message}
          </Notice>
          <Button onClick={load}>{say('kit.tryAgain')}</Button>
        </div>
      )}
      {state.kind === 'order' && <OrderStatus order={state.order} token={state.token} onChanged={load} />}
    </MyFrame>
  );
}

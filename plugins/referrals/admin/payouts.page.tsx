import { useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Card,
  day,
  ErrorState,
  moment,
  money,
  Notice,
  number,
  PageFrame,
  PageLink,
  type PageProps,
  Status,
  TableCard,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import {
  ReferralsDropPayoutDocument,
  ReferralsPayoutFileDocument,
  ReferralsPayoutsDocument,
  type ReferralsPayoutsQuery,
  ReferralsProposePayoutDocument,
  ReferralsReleasePayoutDocument,
} from '#operations/referrals';
import { say, sayCount } from './texts.ts';
import { VoucherDialog } from './voucher-dialog.tsx';

type Payout = ReferralsPayoutsQuery['referralPayouts'][number];
type Act = (what: () => Promise<unknown>, done: string) => Promise<void>;

/** Rewards on their way to the bank, and the stock of vouchers. */
export default function PayoutsPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('referrals-payouts', ReferralsPayoutsDocument, {});
  const refresh = useRefresh();
  const [failure, setFailure] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const act: Act = async (what, done) => {
    setFailure(null);
    try {
      await what();
      toast(done);
      await refresh();
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setFailure(cause.message);
    }
  };
  return (
    <PageFrame
      title={title}
      line={say('referrals.payouts.line')}
      actions={<PageLink href="/p/referrals/list">{say('referrals.page.title')}</PageLink>}
    >
      {error instanceof ApiError && <ErrorState title={say('referrals.page.failed')} error={error} onRetry={() => void refetch()} />}
      {failure && (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      )}
      {data && <Next preview={data.previewReferralPayout} isFirst={data.referralPayouts.length === 0} act={act} />}
      {data && data.referralPayouts.length > 0 && <Payouts payouts={data.referralPayouts} act={act} />}
      {data && <Vouchers stock={data.referralVouchers} onAdd={() => setAdding(true)} />}
      {isAdding && <VoucherDialog onClose={() => setAdding(false)} />}
    </PageFrame>
  );
}

interface NextProps {
  readonly preview: ReferralsPayoutsQuery['previewReferralPayout'];
  /** Nobody has proposed one yet. */
  readonly isFirst: boolean;
  readonly act: Act;
}

/** What a payout would pay now, before anybody proposes it. */
const Next = ({ preview, isFirst, act }: NextProps) => (
  <Card title={say('referrals.payouts.next')}>
    <p className="strong">{sayCount('referrals.payouts.sum', preview.count, { amount: money(preview.cents) })}</p>
    {isFirst && <p className="muted">{say('referrals.payouts.noneText')}</p>}
    {preview.withoutAccount > 0 && <p className="muted">{sayCount('referrals.payouts.withoutAccount', preview.withoutAccount)}</p>}
    {preview.count > 0 && (
      <div className="row">
        <Button kind="primary" onClick={() => act(() => ask(ReferralsProposePayoutDocument, {}), say('referrals.payouts.proposed'))}>
          {say('referrals.payouts.propose')}
        </Button>
      </div>
    )}
  </Card>
);

const KINDS = { PROPOSED: 'attention', RELEASED: 'ok', DROPPED: 'ended' } as const;

const Payouts = ({ payouts, act }: { readonly payouts: readonly Payout[]; readonly act: Act }) => (
  <TableCard
    title={say('referrals.payouts.title')}
    head={[
      { label: say('referrals.payouts.number') },
      { label: say('referrals.column.state') },
      { label: say('referrals.payouts.rewards'), isNumber: true },
      { label: say('referrals.payouts.sum'), isNumber: true },
      { label: say('referrals.payouts.execute'), isNumber: true },
      { label: say('referrals.payouts.by') },
      { label: say('referrals.column.act') },
    ]}
    rows={payouts.map((payout) => ({
      id: payout.id,
      cells: [
        <span key="number" className="id num">
          {payout.number}
        </span>,
        <Status key="state" kind={KINDS[payout.state]}>
          {say(`referrals.payoutState.${payout.state}`)}
        </Status>,
        number(payout.count),
        money(payout.cents),
        day(payout.executeOn),
        <By key="by" payout={payout} />,
        <Ways key="act" payout={payout} act={act} />,
      ],
    }))}
  />
);

const By = ({ payout: { proposedAt, proposedBy, decidedAt, decidedBy } }: { readonly payout: Payout }) => (
  <span className="cut" title={[moment(proposedAt), proposedBy, decidedAt && moment(decidedAt), decidedBy].filter(Boolean).join(', ')}>
    {[proposedBy, decidedBy].filter(Boolean).join(' · ')}
  </span>
);

function Ways({ payout: { id, number: name, state, isOwn }, act }: { readonly payout: Payout; readonly act: Act }) {
  if (state === 'DROPPED') return <span className="muted">–</span>;
  if (state === 'RELEASED')
    return (
      <Button onClick={() => act(() => fetchFile(id, name), say('referrals.payouts.file'))}>
        {say('referrals.payouts.file')}
        <span className="sr"> {name}</span>
      </Button>
    );
  return (
    <span className="row">
      {isOwn ? (
        <span className="muted small">{say('referrals.payouts.others')}</span>
      ) : (
        <Button kind="primary" onClick={() => act(() => ask(ReferralsReleasePayoutDocument, { id }), say('referrals.payouts.released'))}>
          {say('referrals.payouts.release')}
          <span className="sr"> {name}</span>
        </Button>
      )}
      <Button onClick={() => act(() => ask(ReferralsDropPayoutDocument, { id }), say('referrals.payouts.dropped'))}>
        {say('referrals.payouts.drop')}
        <span className="sr"> {name}</span>
      </Button>
    </span>
  );
}

/** The file as the browser saves it; it holds account numbers and lies nowhere else. */
async function fetchFile(id: string, name: string): Promise<void> {
  const { referralPayoutFile } = await ask(ReferralsPayoutFileDocument, { id });
  const url = URL.createObjectURL(new Blob([referralPayoutFile], { type: 'application/xml' }));
  Object.assign(document.createElement('a'), { href: url, download: `${name}.xml` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

interface VouchersProps {
  readonly stock: ReferralsPayoutsQuery['referralVouchers'];
  readonly onAdd: () => void;
}

const Vouchers = ({ stock, onAdd }: VouchersProps) => {
  const add = <Button onClick={onAdd}>{say('referrals.vouchers.add')}</Button>;
  return stock.length === 0 ? (
    <Card title={say('referrals.vouchers.title')} aside={add}>
      <p className="muted">{say('referrals.vouchers.none')}</p>
    </Card>
  ) : (
    <TableCard
      title={say('referrals.vouchers.title')}
      aside={add}
      head={[
        { label: say('referrals.vouchers.amount') },
        { label: say('referrals.vouchers.left'), isNumber: true },
        { label: say('referrals.vouchers.needed'), isNumber: true },
      ]}
      rows={stock.map(({ cents, left, needed }) => ({ id: String(cents), cells: [money(cents), number(left), number(needed)] }))}
    />
  );
};

import { IconUsersPlus } from '@tabler/icons-react';
import {
  ApiError,
  Button,
  Empty,
  ErrorState,
  moment,
  money,
  nameOf,
  number,
  PageFrame,
  PageLink,
  type PageProps,
  SelectField,
  Status,
  TableCard,
  useAsk,
} from '#admin';
import { ReferralsPageDocument } from '#operations/referrals';
import { type CaseOfPage, reasonsOf, rewardOf, stateKind, stateText } from './case.facts.ts';
import { CaseDialog } from './case-dialog.tsx';
import { say } from './texts.ts';

const VIEWS = ['FOR_PERSON', 'PENDING', 'APPROVED', 'PAID', 'REJECTED', 'CLAWED_BACK', 'ALL'] as const;
type View = (typeof VIEWS)[number];
const PAGE = 50;

const stateOf = (view: View) => (view === 'FOR_PERSON' || view === 'ALL' ? null : view);

/** Who recommended whom, what became of it, and why. */
export default function ListPage({ title, search, onSearch, may }: PageProps) {
  const view = VIEWS.find((one) => one === search.view) ?? 'ALL';
  const variables = { state: stateOf(view), waitsForPerson: view === 'FOR_PERSON', first: PAGE, after: search.after ?? null };
  const { data, error, refetch } = useAsk('referrals-page', ReferralsPageDocument, variables);
  const sums = data?.referralSums;
  const cases = data?.referrals;
  const open = (id: string | null) => onSearch({ ...search, open: id ?? '' });
  return (
    <PageFrame
      title={title}
      line={sums && say('referrals.page.line', { due: money(sums.dueCents), paid: money(sums.paidCents) })}
      actions={<Ways may={may} />}
    >
      <div className="plugin-form">
        <SelectField
          label={say('referrals.page.view')}
          value={view}
          onValue={(next) => onSearch(next === 'ALL' ? {} : { view: next })}
          options={VIEWS.map((value) => ({
            value,
            label: [say(`referrals.view.${value}`), value === 'FOR_PERSON' && sums?.forPerson ? `(${number(sums.forPerson)})` : '']
              .join(' ')
              .trim(),
          }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('referrals.page.failed')} error={error} onRetry={() => void refetch()} />}
      {cases?.length === 0 && (
        <Empty
          icon={<IconUsersPlus size={18} stroke={1.7} />}
          title={say(`referrals.none.${view}`)}
          text={say('referrals.page.noneText')}
        />
      )}
      {cases && cases.length > 0 && <Cases view={view} cases={cases} onOpen={open} />}
      {cases?.length === PAGE && (
        <div className="row">
          <Button onClick={() => onSearch({ ...search, after: cases.at(-1)?.id ?? '' })}>{say('referrals.page.more')}</Button>
        </div>
      )}
      {search.open && <CaseDialog id={search.open} canDecide={may('referrals.decide')} onClose={() => open(null)} />}
    </PageFrame>
  );
}

/** To what pays for it all. */
const Ways = ({ may }: Pick<PageProps, 'may'>) => (
  <>
    <PageLink href="/p/referrals/campaigns">{say('referrals.campaigns.title')}</PageLink>
    {may('referrals.pay') && <PageLink href="/p/referrals/payouts">{say('referrals.payouts.title')}</PageLink>}
  </>
);

interface CasesProps {
  readonly view: View;
  readonly cases: readonly CaseOfPage[];
  readonly onOpen: (id: string) => void;
}

const Cases = ({ view, cases, onOpen }: CasesProps) => (
  <TableCard
    title={say(`referrals.view.${view}`)}
    head={[
      { label: say('referrals.column.order') },
      { label: say('referrals.column.referrer') },
      { label: say('referrals.column.referred') },
      { label: say('referrals.column.state') },
      { label: say('referrals.column.why') },
      { label: say('referrals.column.reward'), isNumber: true },
      { label: say('referrals.column.since'), isNumber: true },
      { label: say('referrals.column.act') },
    ]}
    rows={cases.map((one) => ({
      id: one.id,
      cells: [
        <PageLink key="order" className="id num" href={`/orders/${one.order?.id ?? ''}`}>
          {one.order?.number ?? '–'}
        </PageLink>,
        <Customer key="referrer" customer={one.referrer} />,
        <Customer key="referred" customer={one.referred} />,
        <Status key="state" kind={stateKind(one)}>
          {stateText(one)}
        </Status>,
        <Why key="why" reasons={reasonsOf(one)} />,
        rewardOf(one),
        moment(one.createdAt),
        <Button key="act" onClick={() => onOpen(one.id)}>
          {say('referrals.act.look')}
          <span className="sr"> {one.order?.number}</span>
        </Button>,
      ],
    }))}
  />
);

const Customer = ({ customer }: { readonly customer: CaseOfPage['referrer'] }) =>
  customer ? (
    <PageLink className="cut" href={`/customers/${customer.id}`}>
      {nameOf(customer)}
    </PageLink>
  ) : (
    <span className="muted">–</span>
  );

const Why = ({ reasons }: { readonly reasons: readonly string[] }) => (
  <span className="cut why" title={reasons.join('\n') || undefined}>
    {reasons[0] ?? <span className="muted">–</span>}
    {reasons.length > 1 && ` (+${reasons.length - 1})`}
  </span>
);

import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  Button,
  Empty,
  ErrorState,
  moment,
  nameOf,
  PageFrame,
  PageLink,
  type PageProps,
  Segmented,
  TableCard,
  useAsk,
} from '#admin';
import { CreditCheckContestsDocument, type CreditCheckContestsQuery, CreditCheckOrdersDocument } from '#operations/credit-check';
import { AnswerDialog } from './answer-dialog.tsx';
import { say } from './texts.ts';

type Contest = CreditCheckContestsQuery['creditCheckContests'][number];
const VIEWS = ['OPEN', 'ANSWERED'] as const;
type View = (typeof VIEWS)[number];

/** Decisions by a score that customers do not accept, and what they were answered. */
export default function ContestsPage({ title, search, onSearch, may }: PageProps) {
  const view = VIEWS.find((one) => one === search.view) ?? 'OPEN';
  const { data, error, refetch } = useAsk('credit-check-contests', CreditCheckContestsDocument, { isOpen: view === 'OPEN' });
  const [opened, setOpened] = useState<Contest | null>(null);
  const contests = data?.creditCheckContests;
  const orders = useAsk('credit-check-orders', CreditCheckOrdersDocument, { ids: contests?.map(({ orderId }) => orderId) ?? [] });
  const known = new Map(orders.data?.orders.edges.map(({ node }) => [node.id, node] as const));
  const numberOf = (orderId: string): string => known.get(orderId)?.number ?? '–';
  return (
    <PageFrame
      title={title}
      line={say('credit-check.contests.line')}
      actions={<PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>}
    >
      <div className="row">
        <Segmented<View>
          label={say('credit-check.page.view')}
          value={view}
          onValue={(next) => onSearch(next === 'OPEN' ? {} : { view: next })}
          options={VIEWS.map((value) => ({ value, label: say(`credit-check.contests.${value}`) }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('credit-check.page.failed')} error={error} onRetry={() => void refetch()} />}
      {contests?.length === 0 && (
        <Empty
          icon={<IconScale size={18} stroke={1.7} />}
          title={say(`credit-check.contests.none.${view}`)}
          text={say('credit-check.contests.noneText')}
        />
      )}
      {contests && contests.length > 0 && (
        <TableCard
          title={say(`credit-check.contests.${view}`)}
          head={[
            { label: say('credit-check.column.order') },
            { label: say('credit-check.column.customer') },
            { label: say('credit-check.contest.statement') },
            { label: say('credit-check.column.since'), isNumber: true },
            { label: say(view === 'OPEN' ? 'credit-check.column.act' : 'credit-check.answer.explanation') },
          ]}
          rows={contests.map((contest) => ({
            id: contest.id,
            cells: [
              <PageLink key="order" className="id num" href={`/orders/${contest.orderId}`}>
                {numberOf(contest.orderId)}
              </PageLink>,
              nameOf(known.get(contest.orderId)?.contracts[0]?.customer ?? null) || '–',
              <span key="statement" className="cut why" title={contest.statement ?? undefined}>
                {contest.statement ?? say('credit-check.contest.noStatement')}
              </span>,
              moment(contest.decidedAt ?? contest.createdAt),
              view === 'OPEN' && may('credit-check.decide') ? (
                <Button key="act" onClick={() => setOpened(contest)}>
                  {say('credit-check.answer.act')}
                  <span className="sr"> {numberOf(contest.orderId)}</span>
                </Button>
              ) : (
                <Answered key="answered" contest={contest} />
              ),
            ],
          }))}
        />
      )}
      {opened && <AnswerDialog contest={opened} number={numberOf(opened.orderId)} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

function Answered({ contest: { isGranted, explanation, decidedBy } }: { readonly contest: Contest }) {
  if (isGranted === null) return <span className="muted">–</span>;
  const text = [say(isGranted ? 'credit-check.answer.grant' : 'credit-check.answer.keep'), explanation, decidedBy]
    .filter(Boolean)
    .join(' · ');
  return (
    <span className="cut why" title={text}>
      {text}
    </span>
  );
}

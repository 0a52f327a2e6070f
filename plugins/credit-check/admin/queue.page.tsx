import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  addDays,
  Button,
  day,
  Empty,
  ErrorState,
  moment,
  money,
  nameOf,
  number,
  PageFrame,
  PageLink,
  type PageProps,
  Segmented,
  Status,
  TableCard,
  today,
  useAsk,
} from '#admin';
import { CreditCheckOrdersDocument, CreditCheckPageDocument } from '#operations/credit-check';
import { type CheckOfPage, scoreText, stateKind, stateText } from './check.facts.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { say, sayIfKnown } from './texts.ts';

const VIEWS = ['PERSON', 'BUREAU', 'NOBODY'] as const;
type View = (typeof VIEWS)[number];
const PAGE = 50;

/** Orders that the credit check keeps in review, and those that somebody decided, with reason and notice. */
export default function QueuePage({ title, search, onSearch, may }: PageProps) {
  const view = VIEWS.find((one) => one === search.view) ?? 'PERSON';
  const variables = {
    waitsFor: view,
    first: PAGE,
    after: search.after ?? null,
    withScore: may('credit-check.score'),
    canDecide: may('credit-check.decide'),
  };
  const { data, error, refetch } = useAsk('credit-check-queue', CreditCheckPageDocument, variables);
  const [opened, setOpened] = useState<CheckOfPage | null>(null);
  const lengths = data?.creditCheckQueue;
  const labelOf = (one: View): string => {
    const count = one === 'PERSON' ? lengths?.person : one === 'BUREAU' ? lengths?.bureau : undefined;
    return [say(`credit-check.view.${one}`), count === undefined ? '' : number(count)].join(' ').trim();
  };
  const checks = useOrdersOf(data?.creditChecks);
  return (
    <PageFrame
      title={title}
      line={say('credit-check.page.line')}
      actions={
        <>
          <PageLink href="/p/credit-check/contests">{say('credit-check.contests.link', { n: lengths?.contested ?? 0 })}</PageLink>
          <PageLink href="/p/credit-check/alerts">{say('credit-check.alerts.link', { n: lengths?.alerts ?? 0 })}</PageLink>
          <PageLink href="/p/credit-check/bands">{say('credit-check.bands.link')}</PageLink>
        </>
      }
    >
      <div className="row">
        <Segmented<View>
          label={say('credit-check.page.view')}
          value={view}
          onValue={(next) => onSearch(next === 'PERSON' ? {} : { view: next })}
          options={VIEWS.map((value) => ({ value, label: labelOf(value) }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('credit-check.page.failed')} error={error} onRetry={() => void refetch()} />}
      {checks?.length === 0 && (
        <Empty
          icon={<IconShieldCheck size={18} stroke={1.7} />}
          title={say(`credit-check.none.${view}`)}
          text={say('credit-check.page.noneText')}
        />
      )}
      {checks && checks.length > 0 && <Checks view={view} checks={checks} canDecide={may('credit-check.decide')} onOpen={setOpened} />}
      {checks?.length === PAGE && (
        <div className="row">
          <Button onClick={() => onSearch({ ...search, after: checks.at(-1)?.orderId ?? '' })}>{say('credit-check.page.more')}</Button>
        </div>
      )}
      {opened && <DecideDialog check={opened} canDecide={may('credit-check.decide')} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}

/** The checks with their orders: those come by a second question, and the list does not wait for it. */
function useOrdersOf(checks: readonly Omit<CheckOfPage, 'order'>[] | undefined): readonly CheckOfPage[] | undefined {
  const { data } = useAsk('credit-check-orders', CreditCheckOrdersDocument, { ids: checks?.map(({ orderId }) => orderId) ?? [] });
  const orders = new Map(data?.orders.edges.map(({ node }) => [node.id, node] as const));
  return checks?.map((check) => ({ ...check, order: orders.get(check.orderId) ?? null }));
}

interface ChecksProps {
  readonly view: View;
  readonly checks: readonly CheckOfPage[];
  readonly canDecide: boolean;
  readonly onOpen: (check: CheckOfPage) => void;
}

function Checks({ view, checks, canDecide, onOpen }: ChecksProps) {
  const act = view === 'NOBODY' || !canDecide ? 'credit-check.act.look' : 'credit-check.act.decide';
  return (
    <TableCard
      title={say(`credit-check.view.${view}`)}
      head={[
        { label: say('credit-check.column.order') },
        { label: say('credit-check.column.customer') },
        { label: say('credit-check.column.state') },
        { label: say(view === 'NOBODY' ? 'credit-check.column.why' : 'credit-check.column.score') },
        { label: say('credit-check.column.value'), isNumber: true },
        { label: say(view === 'PERSON' ? 'credit-check.fact.due' : 'credit-check.column.since'), isNumber: true },
        { label: say('credit-check.column.act') },
      ]}
      rows={checks.map((check) => ({
        id: check.orderId,
        cells: [
          <PageLink key="order" className="id num" href={`/orders/${check.orderId}`}>
            {check.order?.number ?? '–'}
          </PageLink>,
          <Who key="who" check={check} />,
          <Status key="state" kind={stateKind(check)}>
            {stateText(check)}
          </Status>,
          <Said key="said" view={view} check={check} />,
          firstYearOf(check),
          view === 'PERSON' ? (
            <Due key="due" dueOn={check.dueOn} />
          ) : (
            moment(check.decidedAt ?? check.order?.submittedAt ?? check.askedAt ?? '')
          ),
          <Button key="act" onClick={() => onOpen(check)}>
            {say(act)}
            <span className="sr"> {check.order?.number}</span>
          </Button>,
        ],
      }))}
    />
  );
}

/** The last day to decide; that it is near is said in words, not by colour alone. */
function Due({ dueOn }: { readonly dueOn: string | null }) {
  if (dueOn === null) return <span className="muted">–</span>;
  const isNear = dueOn <= addDays(today(), 1);
  return isNear ? <Status kind="attention">{say('credit-check.due.now', { day: day(dueOn) })}</Status> : day(dueOn);
}

function Who({ check: { order } }: { readonly check: CheckOfPage }) {
  const [contract] = order?.contracts ?? [];
  return (
    <span className="row who">
      <span className="cut">{nameOf(contract?.customer ?? null) || '–'}</span>
      <span className="muted small place">{contract?.partner?.name}</span>
    </span>
  );
}

/** What keeps the score from deciding; of a decided one why somebody decided so. */
function Said({ view, check }: { readonly view: View; readonly check: CheckOfPage }) {
  const { problem, decisionReason, decidedBy } = check;
  const text =
    view === 'NOBODY'
      ? [decisionReason, decidedBy].filter(Boolean).join(' · ')
      : (scoreText(check) ?? (problem === null ? null : (sayIfKnown(`credit-check.problem.${problem}`) ?? problem)));
  return (
    <span className="cut why" title={text ?? undefined}>
      {text || <span className="muted">–</span>}
    </span>
  );
}

const firstYearOf = ({ order }: CheckOfPage): string => {
  const cents = (order?.contracts ?? []).flatMap(({ offer }) => (offer ? [offer.firstYearCents] : []));
  return cents.length === 0 ? '–' : money(cents.reduce((sum, one) => sum + one, 0));
};

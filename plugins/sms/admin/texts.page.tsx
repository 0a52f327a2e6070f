import { IconDeviceMobileMessage } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  AreaField,
  Button,
  Card,
  Empty,
  ErrorState,
  Facts,
  moment,
  Notice,
  number,
  PageFrame,
  type PageProps,
  Status,
  type StatusKind,
  TableCard,
  TextField,
  useAsk,
} from '#admin';
import { SmsEstimateDocument, SmsTextsDocument, type SmsTextsQuery } from '#operations/sms';
import { say, sayIfKnown } from './texts.ts';

type Row = SmsTextsQuery['smsMessages'][number];
const PAGE = 100;
const KINDS: Readonly<Record<Row['state'], StatusKind>> = {
  HELD: 'wait',
  SENDING: 'progress',
  TAKEN: 'progress',
  DELIVERED: 'ok',
  FAILED: 'failed',
};

/** What a text costs before it is sent, and what became of those that were. */
export default function TextsPage({ title, search, onSearch }: PageProps) {
  const { data, error, refetch } = useAsk('sms-texts', SmsTextsDocument, { after: search.after ?? null });
  const rows = data?.smsMessages;
  return (
    <PageFrame title={title} line={say('sms.page.line')}>
      <EstimateCard />
      {error instanceof ApiError && <ErrorState title={say('sms.page.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {rows?.length === 0 && (
        <Empty icon={<IconDeviceMobileMessage size={18} stroke={1.7} />} title={say('sms.page.none')} text={say('sms.page.noneText')} />
      )}
      {rows && rows.length > 0 && <Texts rows={rows} />}
      {rows?.length === PAGE && (
        <div className="row">
          <Button onClick={() => onSearch({ after: rows.at(-1)?.id ?? '' })}>{say('sms.page.more')}</Button>
        </div>
      )}
    </PageFrame>
  );
}

function EstimateCard() {
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const { data } = useAsk('sms-estimate', SmsEstimateDocument, { text, to });
  const estimate = data?.smsEstimate;
  return (
    <Card title={say('sms.estimate.title')}>
      <div className="two-cards">
        <div className="stack">
          <AreaField label={say('sms.estimate.text')} value={text} onValue={setText} rows={4} />
          <TextField label={say('sms.estimate.to')} value={to} onValue={setTo} inputMode="tel" autoComplete="off" isOptional />
        </div>
        {estimate && (
          <div className="stack" aria-live="polite">
            <Facts
              facts={[
                [say('sms.estimate.segments'), number(estimate.segments)],
                [say('sms.estimate.left'), number(estimate.left)],
                [say('sms.estimate.cost'), say('sms.estimate.cents', { cents: number(Number(estimate.cents), 2) })],
                [say('sms.estimate.alphabet'), say(estimate.encoding === 'gsm7' ? 'sms.encoding.gsm7' : 'sms.encoding.ucs2')],
                [say('sms.estimate.number'), estimate.number],
                [say('sms.estimate.sender'), estimate.sender ?? say('sms.estimate.account')],
              ]}
            />
            {estimate.encoding === 'ucs2' && <Notice tone="warning">{say('sms.estimate.unicode')}</Notice>}
            {to.trim() !== '' && estimate.number === null && <Notice tone="warning">{say('sms.estimate.noNumber')}</Notice>}
          </div>
        )}
      </div>
    </Card>
  );
}

const Texts = ({ rows }: { readonly rows: readonly Row[] }) => (
  <TableCard
    title={say('sms.page.title')}
    head={[
      { label: say('sms.column.at') },
      { label: say('sms.column.number') },
      { label: say('sms.column.text') },
      { label: say('sms.column.state') },
      { label: say('sms.column.segments'), isNumber: true },
      { label: say('sms.column.cents'), isNumber: true },
    ]}
    rows={rows.map((row) => ({
      id: row.id,
      cells: [
        <span key="at" className="num">
          {moment(row.sentAt ?? row.createdAt)}
        </span>,
        <span key="number" className="num">
          {row.number ?? '–'}
        </span>,
        <span key="text" className="cut why" title={row.text ?? undefined}>
          {row.text ?? <span className="muted">{say('sms.column.secret')}</span>}
        </span>,
        <span key="state" className="row">
          <Status kind={KINDS[row.state]}>{say(`sms.state.${row.state}`)}</Status>
          <span className="muted small cut why">{row.problem && (sayIfKnown(`sms.problem.${row.problem}`) ?? row.problem)}</span>
        </span>,
        number(row.segments),
        number(Number(row.cents), 2),
      ],
    }))}
  />
);

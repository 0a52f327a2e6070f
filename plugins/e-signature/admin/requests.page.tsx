import { IconSignature } from '@tabler/icons-react';
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
  Status,
  TableCard,
  useAsk,
} from '#admin';
import { ESignatureContractsDocument, ESignaturePageDocument, type ESignaturePageQuery } from '#operations/e-signature';
import { lastDay, type RequestState, stateKind, stateText } from './request.facts.ts';
import { say } from './texts.ts';

const VIEWS = {
  OPEN: ['PREPARING', 'OPEN', 'SEALING'],
  DONE: ['DONE'],
  FAILED: ['DECLINED', 'EXPIRED', 'REVOKED'],
} as const satisfies Readonly<Record<string, readonly RequestState[]>>;
type View = keyof typeof VIEWS;
const isView = (view: string | undefined): view is View => view !== undefined && Object.hasOwn(VIEWS, view);
const PAGE = 50;

type RequestOfPage = ESignaturePageQuery['eSignatures'][number];

/** Contracts that wait for a signature, that are signed, and those that nobody signed. */
export default function RequestsPage({ title, search, onSearch, may }: PageProps) {
  const view = isView(search.view) ? search.view : 'OPEN';
  const variables = { states: [...VIEWS[view]], first: PAGE, after: search.after ?? null };
  const { data, error, refetch } = useAsk('e-signature-requests', ESignaturePageDocument, variables);
  const requests = data?.eSignatures;
  return (
    <PageFrame
      title={title}
      line={say('e-signature.page.line')}
      actions={may('e-signature.seal') && <PageLink href="/p/e-signature/seal">{say('e-signature.seal.title')}</PageLink>}
    >
      <div className="row">
        <Segmented<View>
          label={say('e-signature.page.view')}
          value={view}
          onValue={(next) => onSearch(next === 'OPEN' ? {} : { view: next })}
          options={(['OPEN', 'DONE', 'FAILED'] as const).map((value) => ({ value, label: say(`e-signature.view.${value}`) }))}
        />
      </div>
      {error instanceof ApiError && <ErrorState title={say('e-signature.page.failed')} error={error} onRetry={() => void refetch()} />}
      {requests?.length === 0 && (
        <Empty
          icon={<IconSignature size={18} stroke={1.7} />}
          title={say(`e-signature.none.${view}`)}
          text={say('e-signature.page.noneText')}
        />
      )}
      {requests && requests.length > 0 && <Requests view={view} requests={requests} />}
      {requests?.length === PAGE && (
        <div className="row">
          <Button onClick={() => onSearch({ ...search, after: requests.at(-1)?.id ?? '' })}>{say('e-signature.page.more')}</Button>
        </div>
      )}
    </PageFrame>
  );
}

function Requests({ view, requests }: { readonly view: View; readonly requests: readonly RequestOfPage[] }) {
  // The contracts come by a second question, and the list does not wait for it.
  const { data } = useAsk('e-signature-contracts', ESignatureContractsDocument, { ids: requests.map(({ contractId }) => contractId) });
  const contracts = new Map(data?.contracts.edges.map(({ node }) => [node.id, node] as const));
  return (
    <TableCard
      title={say(`e-signature.view.${view}`)}
      head={[
        { label: say('e-signature.column.contract') },
        { label: say('e-signature.column.customer') },
        { label: say('e-signature.column.state') },
        { label: say('e-signature.column.signers') },
        { label: say(view === 'OPEN' ? 'e-signature.fact.until' : 'e-signature.fact.ended'), isNumber: true },
      ]}
      rows={requests.map((request) => {
        const contract = contracts.get(request.contractId);
        return {
          id: request.id,
          cells: [
            <PageLink key="contract" className="id num" href={`/contracts/${request.contractId}`}>
              {contract?.number ?? '–'}
            </PageLink>,
            <span key="customer" className="cut">
              {nameOf(contract?.customer ?? null) || '–'}
            </span>,
            <Status key="state" kind={stateKind(request)}>
              {stateText(request)}
            </Status>,
            <Signers key="signers" request={request} />,
            view === 'OPEN' ? lastDay(request.expiresAt) : moment(request.endedAt ?? request.createdAt),
          ],
        };
      })}
    />
  );
}

/** "1 of 2 have signed", or why nobody will. */
const Signers = ({ request: { signers, endReason } }: { readonly request: RequestOfPage }) => (
  <span className="cut">
    {endReason ?? say('e-signature.page.signed', { signed: signers.filter(({ state }) => state === 'SIGNED').length, all: signers.length })}
  </span>
);

import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  ErrorState,
  moment,
  Notice,
  PageFrame,
  PageLink,
  type PageProps,
  Status,
  TableCard,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import { ApproveCreditCheckBandsDocument, CreditCheckBandsDocument, type CreditCheckBandsQuery } from '#operations/credit-check';
import { type Bureau, editedRules, type Version } from './bands.facts.ts';
import { BandsEditor, type Draft } from './bands-editor.tsx';
import { ScaleBar } from './scale-bar.tsx';
import { say } from './texts.ts';

/** What scores lead to: what holds now, its versions, and a new one with a try on past orders. */
export default function BandsPage({ title, search, onSearch, may }: PageProps) {
  const { data, error, refetch } = useAsk('credit-check-bands', CreditCheckBandsDocument, {});
  const canWrite = may('credit-check.bands');
  const draft = data && canWrite ? draftOf(search.write, data) : null;
  const close = () => onSearch({});
  return (
    <PageFrame
      title={title}
      line={say('credit-check.bands.line')}
      actions={
        <>
          <PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>
          {data && canWrite && !draft && (
            <Button kind="primary" icon={<IconPlus size={15} stroke={1.7} aria-hidden />} onClick={() => onSearch({ write: NEW })}>
              {say('credit-check.bands.new')}
            </Button>
          )}
        </>
      }
    >
      {error instanceof ApiError && <ErrorState title={say('credit-check.bands.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {data && draft && (
        <BandsEditor draft={draft} bureaus={data.creditCheckBureaus} withScore={may('credit-check.score')} onClose={close} />
      )}
      {data && !draft && (
        <>
          <RulesInForce rules={data.creditCheckBandsNow} bureaus={data.creditCheckBureaus} />
          <Versions versions={data.creditCheckBands} canWrite={canWrite} onDraft={(id) => onSearch({ write: id })} />
        </>
      )}
    </PageFrame>
  );
}

const NEW = 'new';

/** What the address says is written: a new version of what holds now, or a draft. */
function draftOf(write: string | undefined, { creditCheckBands, creditCheckBandsNow }: CreditCheckBandsQuery): Draft | null {
  if (write === NEW) return { id: null, note: '', rules: creditCheckBandsNow };
  return creditCheckBands.find(({ id, state }) => id === write && state === 'DRAFT') ?? null;
}

function RulesInForce({ rules, bureaus }: { readonly rules: unknown; readonly bureaus: readonly Bureau[] }) {
  const nameOfBureau = (wanted: string): string => bureaus.find(({ code }) => code === wanted)?.name ?? wanted;
  const any = say('credit-check.bands.any');
  return (
    <TableCard
      title={say('credit-check.bands.now')}
      head={[
        { label: say('credit-check.bands.bureau') },
        { label: say('credit-check.bands.product') },
        { label: say('credit-check.bands.for') },
        { label: say('credit-check.bands.fromValue'), isNumber: true },
        { label: say('credit-check.bands.bands') },
      ]}
      rows={editedRules(rules).map(({ key, bureau, product, segment, commodity, fromValue, bands }) => ({
        id: String(key),
        cells: [
          `${nameOfBureau(bureau)} (${bureau})`,
          product || any,
          [segment === 'HOUSEHOLD' || segment === 'BUSINESS' ? say(`credit-check.segment.${segment}`) : '', commodity]
            .filter(Boolean)
            .join(', ') || any,
          fromValue,
          <ScaleBar key="bands" rule={{ bureau, product, bands }} bureaus={bureaus} />,
        ],
      }))}
    />
  );
}

interface VersionsProps {
  readonly versions: readonly Version[];
  readonly canWrite: boolean;
  readonly onDraft: (id: string) => void;
}

function Versions({ versions, canWrite, onDraft }: VersionsProps) {
  const refresh = useRefresh();
  const [fault, setFault] = useState<string | null>(null);
  if (versions.length === 0) return <Notice tone="info">{say('credit-check.bands.none')}</Notice>;
  const approve = async ({ id, number }: Version) => {
    setFault(null);
    try {
      await ask(ApproveCreditCheckBandsDocument, { id });
      toast(say('credit-check.bands.approved', { number }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
  };
  return (
    <>
      {fault !== null && <Notice tone="warning">{fault}</Notice>}
      <TableCard
        title={say('credit-check.bands.versions')}
        head={[
          { label: say('credit-check.bands.number'), isNumber: true },
          { label: say('credit-check.column.state') },
          { label: say('credit-check.bands.validFrom'), isNumber: true },
          { label: say('credit-check.bands.note') },
          { label: say('credit-check.bands.by') },
          { label: say('credit-check.column.act') },
        ]}
        rows={versions.map((version) => ({
          id: version.id,
          cells: [
            version.number,
            <Status key="state" kind={version.state === 'APPROVED' ? 'ok' : 'wait'}>
              {say(`credit-check.bandsState.${version.state}`)}
            </Status>,
            moment(version.validFrom),
            version.note,
            [version.createdBy, version.approvedBy].filter(Boolean).join(' · '),
            canWrite && version.state === 'DRAFT' ? (
              <span key="act" className="row">
                <Button onClick={() => onDraft(version.id)}>{say('credit-check.bands.edit', { number: version.number })}</Button>
                <Button onClick={() => void approve(version)}>{say('credit-check.bands.approve', { number: version.number })}</Button>
              </span>
            ) : (
              '–'
            ),
          ],
        }))}
      />
    </>
  );
}

import { IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  Button,
  dayOfInstant,
  day as dayText,
  Empty,
  ErrorState,
  PageFrame,
  type PageProps,
  Status,
  TableCard,
  useAsk,
} from '#admin';
import { BrandManagementTextsDocument } from '#operations/brand-management';
import type { LegalText } from './legal-text.facts.ts';
import { say } from './texts.ts';
import { WriteText } from './write-text.tsx';

/** The brand's legal texts with their versions, and the form that writes the next one. */
export default function TextsPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('brand-management-texts', BrandManagementTextsDocument, {});
  const [written, setWritten] = useState<LegalText | 'new' | null>(null);
  const inForce = new Set(data?.inForce.map(({ id }) => id));
  return (
    <PageFrame
      title={title}
      line={say('brand-management.texts.line')}
      actions={
        <Button kind="primary" onClick={() => setWritten('new')}>
          {say('brand-management.texts.write')}
        </Button>
      }
    >
      {error instanceof ApiError && (
        <ErrorState title={say('brand-management.texts.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {data && written !== null && (
        <WriteText
          key={written === 'new' ? 'new' : written.id}
          from={written === 'new' ? null : written}
          onClose={() => setWritten(null)}
        />
      )}
      {data?.legalTexts.length === 0 && written === null && (
        <Empty
          icon={<IconScale size={18} stroke={1.7} />}
          title={say('brand-management.texts.none')}
          text={say('brand-management.texts.noneText')}
        />
      )}
      {data && data.legalTexts.length > 0 && <Versions texts={data.legalTexts} inForce={inForce} onWrite={setWritten} />}
    </PageFrame>
  );
}

interface VersionsProps {
  readonly texts: readonly LegalText[];
  readonly inForce: ReadonlySet<string>;
  readonly onWrite: (text: LegalText) => void;
}

const Versions = ({ texts, inForce, onWrite }: VersionsProps) => (
  <TableCard
    title={say('brand-management.texts.versions')}
    head={[
      { label: say('brand-management.texts.kind') },
      { label: say('brand-management.texts.language') },
      { label: say('brand-management.texts.version'), isNumber: true },
      { label: say('brand-management.texts.validFrom') },
      { label: say('brand-management.column.state') },
      { label: say('brand-management.texts.writtenBy') },
      { label: say('brand-management.column.act') },
    ]}
    rows={texts.map((text) => ({
      id: text.id,
      cells: [
        <span key="kind">
          <span className="medium">{text.title}</span> <span className="muted">{say(`brand-management.kind.${text.kind}`)}</span>
        </span>,
        text.language,
        String(text.version),
        dayText(text.validFrom),
        <State key="state" text={text} isInForce={inForce.has(text.id)} isNewest={isNewest(text, texts)} />,
        `${text.createdBy}, ${dayText(dayOfInstant(text.createdAt))}`,
        <Button key="act" kind="quiet" aria-label={`${say('brand-management.texts.next')}: ${text.title}`} onClick={() => onWrite(text)}>
          {say('brand-management.texts.next')}
        </Button>,
      ],
    }))}
  />
);

/** Whether nothing later was written: what is neither in force nor the newest was replaced. */
const isNewest = (text: LegalText, texts: readonly LegalText[]): boolean =>
  texts.every(({ kind, language, version }) => kind !== text.kind || language !== text.language || version <= text.version);

function State({ text, isInForce, isNewest }: { readonly text: LegalText; readonly isInForce: boolean; readonly isNewest: boolean }) {
  if (isInForce) return <Status kind="ok">{say('brand-management.texts.inForce')}</Status>;
  if (isNewest) return <Status kind="wait">{say('brand-management.texts.from', { day: dayText(text.validFrom) })}</Status>;
  return <Status kind="idle">{say('brand-management.texts.replaced')}</Status>;
}

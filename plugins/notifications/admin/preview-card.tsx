import { useEffect, useState } from 'react';
import { ApiError, ask, Card, LookFrame, Notice, Segmented, TextField } from '#admin';
import {
  NotificationsFindContractDocument,
  PreviewNotificationsVersionDocument,
  type PreviewNotificationsVersionMutation,
} from '#operations/notifications';
import { say } from './texts.ts';
import type { Wording } from './wording.facts.ts';

type Shown = PreviewNotificationsVersionMutation['previewNotificationsVersion'];

const LOOKS = ['desktop', 'phone', 'dark', 'text', 'short'] as const;
type Look = (typeof LOOKS)[number];

/** After the last letter that was typed, milliseconds. */
const PAUSE_MS = 600;

/** What the wording looks like with a real contract while it is written. Nothing is saved or sent. */
export function PreviewCard({ templateId, wording }: { readonly templateId: string; readonly wording: Wording }) {
  const [look, setLook] = useState<Look>('desktop');
  const [number, setNumber] = useState('');
  const { shown, problem } = useShown({ templateId, wording, number, isDark: look === 'dark' });
  return (
    <Card title={say('notifications.preview.title')}>
      <div className="stack">
        <Segmented<Look>
          label={say('notifications.preview.look')}
          value={look}
          onValue={setLook}
          options={LOOKS.map((value) => ({ value, label: say(`notifications.preview.${value}`) }))}
        />
        <TextField
          label={say('notifications.preview.contract')}
          help={say('notifications.preview.contractHelp')}
          value={number}
          onValue={setNumber}
          autoComplete="off"
          isOptional
        />
        {problem !== null && <Notice tone="warning">{problem}</Notice>}
        {shown?.faults.map(({ line, message }) => (
          <Notice key={`${line}${message}`} tone="warning">
            {line === null ? message : `${say('notifications.template.line', { n: line })}: ${message}`}
          </Notice>
        ))}
        {shown?.subject && <p className="medium">{shown.subject}</p>}
        {shown && <Seen look={look} shown={shown} />}
        {!shown && problem === null && <p className="waiting-part" aria-busy="true" />}
      </div>
    </Card>
  );
}

function Seen({ look, shown }: { readonly look: Look; readonly shown: Shown }) {
  if (look === 'text') return <p className="plain-letter">{shown.text}</p>;
  if (look === 'short') return <p className="plain-letter">{shown.shortText || say('notifications.preview.noShort')}</p>;
  if (shown.url === null) return null;
  return <LookFrame title={say('notifications.preview.title')} src={shown.url} isNarrow={look === 'phone'} />;
}

interface Asked {
  readonly templateId: string;
  readonly wording: Wording;
  readonly number: string;
  readonly isDark: boolean;
}

/** Asked a moment after the last letter; what was shown stays until the next is there. */
function useShown({ templateId, wording, number, isDark }: Asked): { readonly shown: Shown | null; readonly problem: string | null } {
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = JSON.stringify({ templateId, wording, number: number.trim(), isDark });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      previewOf(JSON.parse(asked) as Asked, stop.signal)
        .then((next) => {
          setShown(next);
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          setProblem(error instanceof ApiError ? error.message : say('notifications.try.noContract'));
        });
    }, PAUSE_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [asked]);
  return { shown, problem };
}

async function previewOf({ templateId, wording, number, isDark }: Asked, signal: AbortSignal): Promise<Shown> {
  const found = number === '' ? null : await ask(NotificationsFindContractDocument, { number }, { signal });
  const contractId = found?.contracts.edges[0]?.node.id ?? null;
  if (number !== '' && contractId === null) throw new Error('no such contract');
  const { previewNotificationsVersion } = await ask(
    PreviewNotificationsVersionDocument,
    { templateId, input: wording, contractId, isDark },
    { signal },
  );
  return previewNotificationsVersion;
}

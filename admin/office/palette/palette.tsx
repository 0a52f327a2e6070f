import './palette.css';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { ApiError } from '../../api/ask.ts';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { say } from '../../kit/text.ts';
import { entriesOf } from '../plugged/plugin-nav.tsx';
import { usePlugged } from '../plugged/use-plugged.ts';
import type { Me } from '../session.ts';
import { type Entry, places, rows } from './entries.tsx';

const PAUSE_MS = 200;

/** The button in the top bar; Ctrl or Cmd and K from anywhere. */
export function Palette({ me }: { readonly me: Me }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className="find" onClick={() => setOpen(true)} aria-label={say('office.palette.open')}>
        <IconSearch size={15} stroke={1.7} aria-hidden />
        <span className="grow">{say('office.palette.open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {isOpen && <Opened me={me} onClose={() => setOpen(false)} />}
    </>
  );
}

function Opened({ me, onClose }: { readonly me: Me; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { found, problem } = useFound(me, typed);
  const { parts } = usePlugged();
  const entries = [...places(me, typed, entriesOf(parts, me)), ...found];
  const go = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    if (entry.href === '/order') location.assign(entry.href);
    else void navigate({ href: entry.href });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === 'Enter') go(entries[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={say('office.palette.open')} onClose={onClose} shape="palette">
      <div className="palette-box">
        <IconSearch size={17} stroke={1.7} className="muted" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[at] ? `palette-${entries[at].id}` : undefined}
          aria-label={say('office.palette.hint')}
          placeholder={say('office.palette.hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <Results entries={entries} at={at} onChoose={go} />
      {entries.length === 0 && <p className="palette-none">{problem ?? say('office.palette.none')}</p>}
    </Dialog>
  );
}

interface ResultsProps {
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly onChoose: (entry: Entry) => void;
}

const Results = ({ entries, at, onChoose }: ResultsProps) => (
  <div className="palette-list" id="palette-list" role="listbox" aria-label={say('office.palette.open')}>
    {entries.map((entry, index) => (
      <div key={entry.id}>
        {entry.group !== entries[index - 1]?.group && (
          <div className="head" role="presentation">
            {say(`office.palette.group.${entry.group}`)}
          </div>
        )}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which says by aria-activedescendant where one is */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the same */}
        <div id={`palette-${entry.id}`} role="option" aria-selected={index === at} onClick={() => onChoose(entry)}>
          {entry.icon}
          <span className="medium cut">{entry.text}</span>
          <span className="muted small cut">{entry.more}</span>
        </div>
      </div>
    ))}
  </div>
);

/** What the API finds, a moment after the last key. */
function useFound(me: Me, typed: string): { readonly found: readonly Entry[]; readonly problem: string | null } {
  const [found, setFound] = useState<readonly Entry[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(() => {
      rows(me, typed, gone.signal)
        .then((entries) => {
          setFound(entries);
          setProblem(null);
        })
        .catch((error: unknown) => {
          if (gone.signal.aborted) return;
          if (!(error instanceof ApiError)) throw error;
          setProblem(error.message);
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [me, typed]);
  return { found, problem };
}

import '../list/table.css';
import '../contracts/contract.css';
import './statuses.css';
import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import {
  ContractStatesDocument,
  type ContractStatesQuery,
  PreviewStatesDocument,
  type PreviewStatesQuery,
  SaveStatesDocument,
} from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { keep, kept } from '../../kit/preferences.ts';
import { say, sayCount } from '../../kit/text.ts';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh, useAsk } from '../use-ask.ts';
import { useSettled } from '../use-settled.ts';
import { StateGraph } from './state-graph.tsx';
import { labelIn } from './state-labels.ts';
import { differences, type EditedSet, inputOfSet, setOf } from './state-set.ts';
import { StatusTable, WayTable } from './state-tables.tsx';

/** The brand's statuses and the ways between them: drawn, listed, and changed as one set. */
export function StatusesPage() {
  const { me } = useRouteContext({ from: '/office' });
  const title = say('office.states.title');
  return may(me, 'contract.read') ? <Loaded title={title} /> : <NoPermission me={me} title={title} />;
}

function Loaded({ title }: { readonly title: string }) {
  const { data, error, refetch } = useAsk('contract-states', ContractStatesDocument, {});
  if (error instanceof ApiError)
    return <ErrorState title={say('office.list.failed', { list: title })} error={error} onRetry={() => void refetch()} />;
  return data ? <Editor stored={data} title={title} /> : <div className="on-canvas" aria-busy="true" />;
}

const PLACE = `vk.states.${brand.code}`;
interface Draft {
  /** The version that was seen: whoever was faster is not overwritten. */
  readonly version: string;
  readonly set: EditedSet;
}

function Editor({ stored, title }: { readonly stored: ContractStatesQuery; readonly title: string }) {
  const { me } = useRouteContext({ from: '/office' });
  const isEditor = may(me, 'contract.states');
  const queries = useQueryClient();
  const base: Draft = { version: stored.contractStatesVersion, set: setOf(stored) };
  const [draft, setDraft] = useState<Draft | null>(() => (isEditor ? draftKept() : null));
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { set, version } = draft ?? base;
  const changes = differences(base.set, set);
  const preview = usePreview(set, isEditor && changes.length > 0);
  const problems = changes.length > 0 ? (preview?.problems ?? []) : [];
  useEffect(() => keep(PLACE, draft ? JSON.stringify(draft) : null), [draft]);

  const edit = (next: EditedSet) => {
    setError(null);
    setDraft(differences(base.set, next).length === 0 ? null : { version, set: next });
  };
  const save = async (seen: string) => {
    if (changes.length === 0) return;
    setBusy(true);
    setError(null);
    try {
      await ask(SaveStatesDocument, { input: inputOfSet(set), version: seen });
      await refresh(queries);
      setDraft(null);
      toast(say('office.states.saved'));
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      setError(cause);
      await refresh(queries);
    }
    setBusy(false);
  };
  const faulty = new Set(problems.flatMap(({ field }) => /^statuses\.(.+)$/.exec(field)?.[1] ?? []));
  const shared = { set, problems, isEditor, chosen, onChoose: setChosen, onEdit: edit };
  return (
    <div className="on-canvas">
      <title>{`${title} · ${brand.name}`}</title>
      <div className="page-head">
        <div className="row">
          <h1 tabIndex={-1}>{title}</h1>
          <span className="muted num">{set.statuses.length}</span>
        </div>
        {isEditor && (
          <div className="row wrap">
            <span className="muted small" role="status">
              {sayCount('office.plugins.changes', changes.length)}
            </span>
            {draft && <Button onClick={() => setDraft(null)}>{say('office.plugins.discard')}</Button>}
            <Button kind="primary" isBusy={isBusy} onClick={() => void save(version)}>
              {say('office.states.save')}
            </Button>
          </div>
        )}
      </div>
      <div className="states">
        {error?.code === 'STATES_CHANGED' && (
          <Faster error={error} base={base.set} set={set} onMine={save} onTheirs={() => setDraft(null)} />
        )}
        {error && error.code !== 'STATES_CHANGED' && error.code !== 'STATES_INVALID' && (
          <Notice tone="danger" role="alert">
            {error.message}
          </Notice>
        )}
        {changes.length > 0 && <Findings preview={preview} />}
        <div className="card block">
          <div className="between block-head">
            <h2 id="graph">{say('office.states.graph')}</h2>
            <span className="muted small">{say('office.states.graphHelp')}</span>
          </div>
          <StateGraph set={set} chosen={chosen} onChoose={setChosen} faulty={faulty} />
        </div>
        <StatusTable {...shared} />
        <WayTable {...shared} />
      </div>
    </div>
  );
}

type Preview = PreviewStatesQuery['previewContractStates'];

/** What the server says of the set as it is edited, a moment after the last change. */
function usePreview(set: EditedSet, isAsked: boolean): Preview | null {
  const { data } = useAsk('preview-states', PreviewStatesDocument, { input: inputOfSet(useSettled(set)) }, { isAsked });
  return isAsked ? (data?.previewContractStates ?? null) : null;
}

/** What keeps the set from being saved, before anybody tries. */
function Findings({ preview }: { readonly preview: Preview | null }) {
  const count = preview?.problems.length ?? 0;
  return (
    <section className="card block" aria-labelledby="findings">
      <h2 id="findings" className="block-head">
        {preview === null
          ? say('office.states.checking')
          : count === 0
            ? say('office.states.sound')
            : sayCount('office.states.faults', count)}
      </h2>
      {count === 0 && preview && <p className="muted">{say('office.states.soundText')}</p>}
      <ul className="findings">
        {preview?.problems.map(({ field, code, message, remedy }) => (
          <li key={`${field} ${code} ${message}`}>
            <a href={`#${field.split('.').slice(0, 2).join('.')}`}>{message}</a> <span className="muted">{remedy}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FasterProps {
  readonly error: ApiError;
  /** What is stored now, read again after the refusal. */
  readonly base: EditedSet;
  readonly set: EditedSet;
  readonly onMine: (version: string) => Promise<void>;
  readonly onTheirs: () => void;
}

/** Somebody saved another set meanwhile: nothing is thrown away unseen. */
function Faster({ error, base, set, onMine, onTheirs }: FasterProps) {
  return (
    <Notice tone="warning" role="alert">
      <p>{say('office.states.faster')}</p>
      <p>
        {say('office.states.differ', {
          names: differences(base, set)
            .map((code) => (code === '' ? say('office.states.order') : labelIn(set, code)))
            .join(', '),
        })}
      </p>
      <div className="row wrap">
        <Button onClick={onTheirs}>{say('office.states.takeTheirs')}</Button>
        <Button kind="danger" onClick={() => void onMine(String(error.details.current))}>
          {say('office.states.saveMine')}
        </Button>
      </div>
    </Notice>
  );
}

function draftKept(): Draft | null {
  try {
    const read: unknown = JSON.parse(kept(PLACE) ?? 'null');
    return isDraft(read) ? read : null;
  } catch {
    return null; // kept by an older version of this page
  }
}

const isDraft = (read: unknown): read is Draft =>
  typeof read === 'object' &&
  read !== null &&
  'version' in read &&
  'set' in read &&
  typeof read.set === 'object' &&
  read.set !== null &&
  'ways' in read.set;

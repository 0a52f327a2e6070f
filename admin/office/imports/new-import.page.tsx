import '../contracts/contract.css';
import '../work.css';
import './imports.css';
import { Link, useNavigate, useRouteContext } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { z } from 'zod/mini';
import { PartnerChoicesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, OFFLINE } from '../../api/ask.ts';
import { upload } from '../../api/upload.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { ChoiceField, SelectField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { faultInWords, faultOfFile, MAX_BYTES } from './file.checks.ts';
import { FileDrop } from './file-drop.tsx';
import { type FileKind, kindsFor } from './import.facts.ts';

export function NewImportPage() {
  const { me } = useRouteContext({ from: '/office' });
  const kinds = kindsFor(me);
  return kinds.length > 0 ? <Form kinds={kinds} /> : <NoPermission me={me} title={say('office.imports.new')} />;
}

const Staged = z.object({ id: z.string() });
/** What this page finds out by itself is told in the words in which the server tells it. */
const told = (code: string): string => faultInWords({ code, details: { maximum: MAX_BYTES }, message: code });

function Form({ kinds }: { readonly kinds: readonly FileKind[] }) {
  const navigate = useNavigate();
  const [kind, setKind] = useState<FileKind | null>(kinds.length === 1 ? (kinds[0] ?? null) : null);
  const [partnerId, setPartnerId] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [faults, setFaults] = useState<{ readonly kind?: string; readonly file?: string }>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const choose = async (chosen: File) => {
    const code = await faultOfFile(chosen);
    setFile(code === null ? chosen : null);
    setProblem(null);
    setFaults(({ file: _file, ...others }) => (code === null ? others : { ...others, file: told(code) }));
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (share !== null) return;
    if (kind === null || file === null) {
      setFaults({
        ...(kind === null && { kind: say('office.imports.kindMissing') }),
        ...(file === null && { file: faults.file ?? say('office.imports.fileMissing') }),
      });
      return;
    }
    setProblem(null);
    setShare(0);
    try {
      const query = new URLSearchParams({ kind, fileName: file.name, ...(partnerId !== '' && { partnerId }) });
      const { id } = Staged.parse(await upload(`/imports?${query}`, file, { type: 'text/csv', onProgress: setShare }));
      await navigate({ to: '/imports/$id', params: { id }, search: {} });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setShare(null);
      // The file stays chosen: one click sends it again.
      setProblem(error.code === OFFLINE ? say('office.imports.fault.OFFLINE') : faultInWords(error));
    }
  };
  return (
    <div className="detail on-canvas">
      <title>{`${say('office.imports.new')} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/imports" search={{}}>
            {say('office.imports.title')}
          </Link>
        </nav>
        <h1 tabIndex={-1}>{say('office.imports.new')}</h1>
      </header>
      <form className="card block page-form" onSubmit={send} noValidate>
        <ChoiceField
          label={say('office.imports.holds')}
          value={kind ?? ''}
          onValue={(value) => setKind(kinds.find((one) => one === value) ?? null)}
          options={kinds.map((one) => ({ value: one, label: say(`office.imports.kind.${one}`) }))}
          error={kind === null ? faults.kind : null}
        />
        <Seller value={partnerId} onValue={setPartnerId} />
        <FileDrop file={file} onFile={choose} error={faults.file ?? null} />
        <p className="muted small">{say('office.imports.nothingYet')}</p>
        {problem !== null && (
          <Notice tone="danger" role="alert">
            {problem} {say('office.imports.kept')}
          </Notice>
        )}
        {share !== null && (
          <ProgressBar value={share < 1 ? share : null} label={say(share < 1 ? 'office.imports.sending' : 'office.imports.reading')} />
        )}
        <div className="row">
          <Button kind="primary" type="submit" isBusy={share !== null}>
            {say(problem === null ? 'office.imports.send' : 'office.imports.sendAgain')}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** For whom the rows are sold: asked of those who work for the whole brand. */
function Seller({ value, onValue }: { readonly value: string; readonly onValue: (partnerId: string) => void }) {
  const { me } = useRouteContext({ from: '/office' });
  return me.partnerId === null && may(me, 'partner.read') ? <Partners value={value} onValue={onValue} /> : null;
}

function Partners(props: { readonly value: string; readonly onValue: (partnerId: string) => void }) {
  const { data } = useAsk('partner-choices', PartnerChoicesDocument, {});
  const options = (data?.partners.edges ?? []).map(({ node: { id, name } }) => ({ value: id, label: name }));
  return <SelectField label={say('office.imports.soldBy')} isOptional empty={say('office.direct')} options={options} {...props} />;
}

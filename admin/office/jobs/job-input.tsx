import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { RetryJobDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { isRecord } from '../../kit/is-record.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { at, fieldsOf, SettingInput, withValue } from '../plugins/schema-fields.tsx';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import { DropDialog } from './drop-dialog.tsx';
import type { JobOfPage } from './job.facts.ts';

interface Fault {
  readonly field: string;
  readonly message: string;
}

/** What the job is done for. A dead letter is run again for the same, or for what somebody writes here; the server checks it. */
export function JobInput({ job }: { readonly job: JobOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const queries = useQueryClient();
  const stored = isRecord(job.input) ? job.input : {};
  const [input, setInput] = useState(stored);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [isDropping, setDropping] = useState(false);
  const mayAct = may(me, 'operations.write');
  const isDead = job.state === 'DEAD' && mayAct;
  const isChanged = JSON.stringify(input) !== JSON.stringify(stored);
  const fields = fieldsOf(job.inputSchema);
  const run = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask(RetryJobDocument, { id: job.id, ...(isChanged && { input }) });
      toast(say('office.jobs.retried', { name: job.name }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
      setBusy(false);
      return;
    }
    await refresh(queries);
  };
  return (
    <section className="card block" aria-labelledby="input">
      <h2 id="input" className="block-head">
        {say('office.job.input')}
      </h2>
      {isDead ? (
        <form className="stack job-input" onSubmit={run} noValidate>
          <Problems
            problems={faults.map(({ field, message }) => ({
              id: fields.some(({ path }) => path === field) ? `setting-${field}` : null,
              text: [fields.find(({ path }) => path === field)?.label ?? field, message].filter(Boolean).join(': '),
            }))}
          />
          {fields.length === 0 && <p className="muted">{say('office.job.noInput')}</p>}
          {fields.map((field) => (
            <SettingInput
              key={field.path}
              field={field}
              value={at(input, field.path)}
              onValue={(value) => setInput(withValue(input, field.path, value))}
              error={faults.find((fault) => fault.field === field.path)?.message ?? null}
            />
          ))}
          <div className="row wrap">
            <Button kind="primary" type="submit" isBusy={isBusy}>
              {say(isChanged ? 'office.job.runChanged' : 'office.jobs.retry')}
            </Button>
            {isChanged && <Button onClick={() => setInput(stored)}>{say('office.plugins.discard')}</Button>}
            <span className="grow" />
            <Button onClick={() => setDropping(true)}>{say('office.jobs.drop')}</Button>
          </div>
        </form>
      ) : (
        <div className="stack">
          <pre className="code">{JSON.stringify(job.input, null, 2)}</pre>
          {job.state === 'PARKED' && mayAct && (
            <div className="row">
              <Button onClick={() => setDropping(true)}>{say('office.jobs.drop')}</Button>
            </div>
          )}
        </div>
      )}
      {isDropping && <DropDialog job={job} onClose={() => setDropping(false)} />}
    </section>
  );
}

/** Problems by their fields, else the message as a whole. */
function faultsOf(error: ApiError): Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ field: '', message: error.message }];
  return problems
    .filter(isRecord)
    .map(({ field, message, remedy }) => ({ field: String(field ?? ''), message: [message, remedy].filter(Boolean).join(' ') }));
}

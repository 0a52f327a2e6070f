import { type FormEvent, useId, useState } from 'react';
import { ApiError } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { AreaField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { say } from '../../kit/text.ts';
import { asCurl, type OperationOfPage, titleOf } from './reference.facts.ts';
import { runExample, WATCHED_SECONDS } from './run-example.ts';

const WAYS = ['graphql', 'curl'] as const;

/** The example, and what comes of it here and now, with the rights of whoever is signed in. What changes something asks first. */
export function TryIt({ operation: { kind, name, example } }: { readonly operation: OperationOfPage }) {
  const id = useId();
  const [way, setWay] = useState<(typeof WAYS)[number]>('graphql');
  const [typed, setTyped] = useState(() => JSON.stringify(example.variables, null, 2));
  const [fault, setFault] = useState<string | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const variables = jsonOf(typed);
  const run = async () => {
    setAsking(false);
    setBusy(true);
    setFault(null);
    try {
      setAnswer(await runExample(kind, { query: example.query, variables: variables ?? {} }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (variables === null) return setFault(say('office.api.notJson'));
    setFault(null);
    if (kind === 'MUTATION') setAsking(true);
    else void run();
  };
  return (
    <form className="stack try" onSubmit={submit} noValidate>
      <div className="between wrap">
        <h4>{say('office.api.example')}</h4>
        <Segmented
          label={say('office.api.show')}
          value={way}
          onValue={setWay}
          options={WAYS.map((value) => ({ value, label: say(`office.api.way.${value}`) }))}
        />
      </div>
      <pre className="code">{way === 'graphql' ? example.query : asCurl({ query: example.query, variables: variables ?? {} })}</pre>
      {typed !== '{}' && (
        <AreaField
          id={id}
          label={say('office.api.variables')}
          rows={Math.min(10, typed.split('\n').length + 1)}
          value={typed}
          onValue={setTyped}
          error={fault}
        />
      )}
      {typed === '{}' && fault !== null && (
        <Notice tone="danger" role="alert">
          {fault}
        </Notice>
      )}
      <div className="row wrap">
        <Button type="submit" isBusy={isBusy}>
          {say(`office.api.run.${kind}`)}
        </Button>
        {kind === 'SUBSCRIPTION' && <span className="muted small">{say('office.api.watched', { seconds: WATCHED_SECONDS })}</span>}
      </div>
      {answer !== null && (
        <div role="status">
          <h4>{say('office.api.answer')}</h4>
          <pre className="code answer">{answer === '' ? say('office.api.silence') : answer}</pre>
        </div>
      )}
      {isAsking && (
        <Dialog title={say('office.api.askRun', { name: titleOf(name), brand: brand.name })} onClose={() => setAsking(false)}>
          <p className="muted">{say('office.api.runEffect')}</p>
          <pre className="code">{typed}</pre>
          <div className="actions">
            <Button onClick={() => setAsking(false)}>{say('kit.cancel')}</Button>
            <Button kind="primary" onClick={run}>
              {say('office.api.run.MUTATION')}
            </Button>
          </div>
        </Dialog>
      )}
    </form>
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
}

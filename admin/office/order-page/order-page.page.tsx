import './order-page.css';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { OrderPageSettingsDocument, type OrderPageSettingsQuery, SaveOrderPageDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { isRecord } from '../../kit/is-record.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { AreaField, CheckField } from '../../kit/parts/field.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh, useAsk } from '../use-ask.ts';

export function OrderPagePage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'brand.write') ? <Shown /> : <NoPermission me={me} title={say('office.orderPage.title')} />;
}

/** Whether customers order for themselves, on whose pages, and the line that puts the order flow there. */
function Shown() {
  const { data, error, refetch } = useAsk('order-page', OrderPageSettingsDocument, {});
  if (error instanceof ApiError) return <ErrorState title={say('office.orderPage.failed')} error={error} onRetry={() => void refetch()} />;
  return (
    <div className="on-canvas">
      <title>{`${say('office.orderPage.title')} · ${brand.name}`}</title>
      <div className="page-head">
        <h1 tabIndex={-1}>{say('office.orderPage.title')}</h1>
        <a className="btn" href="/order" target="_blank" rel="noopener">
          <IconExternalLink size={15} stroke={1.7} aria-hidden />
          {say('office.orderPage.open')}
        </a>
      </div>
      <div className="order-page">{data ? <Settings stored={data.brand} /> : <p role="status">{say('office.orderPage.loading')}</p>}</div>
    </div>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function Settings({ stored }: { readonly stored: OrderPageSettingsQuery['brand'] }) {
  const queries = useQueryClient();
  const [isSelfService, setSelfService] = useState(stored.isSelfService);
  const [hosts, setHosts] = useState(stored.embeddingHosts.join('\n'));
  const [problems, setProblems] = useState<readonly ShownProblem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const embeddingHosts = linesOf(hosts);
    setBusy(true);
    setProblems([]);
    try {
      await ask(SaveOrderPageDocument, { input: { isSelfService, embeddingHosts } });
      toast(say('office.orderPage.saved'));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(problemsOf(error, embeddingHosts));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <form className="card stack" onSubmit={save} noValidate>
        <Problems problems={problems} />
        <CheckField
          label={say('office.orderPage.selfService')}
          help={say('office.orderPage.selfServiceHelp')}
          checked={isSelfService}
          onValue={setSelfService}
        />
        <AreaField
          id="hosts"
          label={say('office.orderPage.hosts')}
          help={say('office.orderPage.hostsHelp')}
          error={problems.find(({ id }) => id === 'hosts')?.text}
          value={hosts}
          onValue={setHosts}
          rows={4}
        />
        <div>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.orderPage.save')}
          </Button>
        </div>
      </form>
      {stored.isSelfService && <Snippet code={stored.code} />}
    </>
  );
}

/** Problems with a host name the host. */
function problemsOf(error: ApiError, hosts: readonly string[]): ShownProblem[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ id: null, text: error.message }];
  return problems.filter(isRecord).map(({ field, message, remedy }) => {
    const [, place] = /^embeddingHosts\.(\d+)$/.exec(String(field)) ?? [];
    const host = place === undefined ? '' : `${hosts[Number(place)] ?? ''}: `;
    return {
      id: String(field).startsWith('embeddingHosts') ? 'hosts' : null,
      text: `${host}${String(message)} ${String(remedy ?? '')}`.trim(),
    };
  });
}

function Snippet({ code }: { readonly code: string }) {
  const [isCopied, setCopied] = useState(false);
  const line = `<script src="${location.origin}/embed.js" data-brand="${code}"></script>`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(line);
    setCopied(true);
  };
  return (
    <section className="card stack" aria-labelledby="snippet">
      <h2 id="snippet">{say('office.orderPage.embed')}</h2>
      <p className="muted">{say('office.orderPage.embedHelp')}</p>
      <pre className="snippet">
        <code>{line}</code>
      </pre>
      <div>
        <Button icon={<IconCopy size={15} stroke={1.7} />} onClick={copy}>
          {say(isCopied ? 'office.orderPage.copied' : 'office.orderPage.copy')}
        </Button>
      </div>
    </section>
  );
}

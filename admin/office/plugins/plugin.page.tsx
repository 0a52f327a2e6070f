import { IconPuzzle } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { LogOfDocument, PluginDetailDocument, type PluginDetailQuery, SetPluginDefaultDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { moment } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Facts } from '../../kit/parts/facts.tsx';
import { Empty, Notice } from '../../kit/parts/notice.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { ChangeText } from '../audit/change-text.tsx';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { Card, PageFrame, TableCard } from '../plugged/frames.tsx';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { useAsk, useRefresh } from '../use-ask.ts';
import { useMe } from '../use-me.ts';
import { HealthCards } from './plugin-health.tsx';

export type PluginDetail = PluginDetailQuery['plugins'][number];

/** One plugin: how it does, what it did, what it keeps. */
export function PluginPage() {
  const me = useMe();
  const { plugin: id } = useParams({ from: '/office/p/$plugin' });
  const name = pluginName(id);
  return may(me, 'plugin.read') ? <Shown id={id} name={name} /> : <NoPermission me={me} title={name} />;
}

function Shown({ id, name }: { readonly id: string; readonly name: string }) {
  const me = useMe();
  const { data, error, refetch } = useAsk('plugin', PluginDetailDocument, { withHealth: may(me, 'operations.read') });
  if (error instanceof ApiError) return <ErrorState title={say('office.plugins.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className="on-canvas" aria-busy="true" />;
  const plugin = data.plugins.find((one) => one.id === id);
  if (!plugin)
    return (
      <Empty
        isPage
        icon={<IconPuzzle size={18} stroke={1.7} />}
        title={say('office.plugin.missing')}
        text={say('office.plugin.missingText')}
      />
    );
  return (
    <>
      <title>{`${name} · ${brand.name}`}</title>
      <PageFrame
        title={name}
        line={plugin.summary}
        actions={
          <Link className="btn" to="/plugins" search={{}}>
            {say('office.plugin.toList')}
          </Link>
        }
      >
        <State plugin={plugin} />
        {plugin.health && <HealthCards health={plugin.health} />}
        <PersonalData plugin={plugin} />
        {may(me, 'audit.read') && <Log id={id} />}
      </PageFrame>
    </>
  );
}

function State({ plugin }: { readonly plugin: PluginDetail }) {
  const me = useMe();
  const [isAsked, setAsked] = useState(false);
  const { version, scope, isEnabled, isOnByDefault, requires, conflicts } = plugin;
  const isOfTenant = scope === 'TENANT';
  return (
    <Card title={say('office.plugin.state')}>
      <Facts
        facts={[
          [
            isOfTenant ? say('office.plugin.allBrands', { tenant: brand.tenant }) : brand.name,
            <Status key="state" kind={isEnabled ? 'ok' : 'idle'}>
              {say(isEnabled ? 'office.plugins.on' : 'office.plugins.off')}
            </Status>,
          ],
          ...(isOfTenant ? [] : [[say('office.plugin.default'), say(isOnByDefault ? 'office.plugins.on' : 'office.plugins.off')] as const]),
          [say('office.plugin.version'), version],
          [say('office.plugin.requires'), requires.map(pluginName).join(', ')],
          [say('office.plugin.conflicts'), conflicts.map(pluginName).join(', ')],
        ]}
      />
      {may(me, 'plugin.switch') && !isOfTenant && (
        <p>
          <Button onClick={() => setAsked(true)}>{say(isOnByDefault ? 'office.plugin.defaultOff' : 'office.plugin.defaultOn')}</Button>
        </p>
      )}
      {isAsked && <DefaultDialog plugin={plugin} onClose={() => setAsked(false)} />}
    </Card>
  );
}

/** The default reaches every brand of the tenant that has no switch of its own: said before it is done. */
function DefaultDialog({ plugin: { id, isOnByDefault }, onClose }: { readonly plugin: PluginDetail; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const enabled = !isOnByDefault;
  const name = pluginName(id);
  const label = say(enabled ? 'office.plugin.defaultOn' : 'office.plugin.defaultOff');
  const save = async () => {
    setBusy(true);
    try {
      await ask(SetPluginDefaultDocument, { id, enabled });
      onClose();
      toast(say('office.plugin.defaultSaved', { name }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={`${label}: ${name}?`} onClose={onClose}>
      <p>{say('office.plugin.defaultText', { tenant: brand.tenant })}</p>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div className="actions">
        <Button onClick={onClose}>{say('kit.cancel')}</Button>
        <Button kind="primary" onClick={save} isBusy={isBusy}>
          {label}
        </Button>
      </div>
    </Dialog>
  );
}

function PersonalData({ plugin: { personalTables } }: { readonly plugin: PluginDetail }) {
  if (personalTables.length === 0)
    return (
      <Card title={say('office.plugin.personal')}>
        <p className="muted">{say('office.plugin.personalNone')}</p>
      </Card>
    );
  return (
    <Card title={say('office.plugin.personal')}>
      {personalTables.map(({ table, subject, purpose, disclosed, forgotten }) => (
        <div key={table}>
          <h3>{table}</h3>
          <Facts
            facts={[
              [say('office.plugin.whose'), say(`office.plugin.subject.${subjectOf(subject)}`)],
              [say('office.plugin.purpose'), purpose],
              [say('office.plugin.disclosed'), disclosed.join(', ')],
              [say('office.plugin.forgotten'), forgotten.join(', ')],
            ]}
          />
        </div>
      ))}
    </Card>
  );
}

const SUBJECTS = ['customer', 'order', 'contract', 'user'] as const;
const subjectOf = (text: string) => SUBJECTS.find((one) => one === text) ?? 'customer';

function Log({ id }: { readonly id: string }) {
  const { data } = useAsk('log', LogOfDocument, { subject: id });
  const entries = data?.auditLog.edges.map(({ node }) => node) ?? [];
  if (entries.length === 0)
    return (
      <Card title={say('office.plugin.log')}>
        <p className="muted">{say('office.plugin.logNone')}</p>
      </Card>
    );
  return (
    <TableCard
      title={say('office.plugin.log')}
      head={[{ label: say('office.audit.at') }, { label: say('office.audit.by') }, { label: say('office.audit.what') }]}
      rows={entries.map((entry) => ({
        id: entry.id,
        cells: [moment(entry.at), entry.by, <ChangeText key="change" entry={entry} />],
      }))}
    />
  );
}

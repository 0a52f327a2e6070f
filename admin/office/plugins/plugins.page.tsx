import './plugins.css';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { PluginsDocument, type PluginsQuery } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Status } from '../../kit/parts/status.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayCount } from '../../kit/text.ts';
import { ErrorState, NoPermission } from '../list/list-states.tsx';
import { PageLink } from '../plugged/page-link.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { SettingsDrawer } from './settings-drawer.tsx';
import { SwitchDialog } from './switch-dialog.tsx';
import { switchedFor } from './switched-for.ts';

export type PluginOfPage = PluginsQuery['plugins'][number];

export function PluginsPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'plugin.read') ? <Shown /> : <NoPermission me={me} title={say('office.plugins.title')} />;
}

/** What is installed, what is on for this brand, and what a switch would do before it is thrown. */
function Shown() {
  const { data, error, refetch } = useAsk('plugins', PluginsDocument, {});
  const [switched, setSwitched] = useState<PluginOfPage | null>(null);
  const [configured, setConfigured] = useState<PluginOfPage | null>(null);
  const plugins = data?.plugins ?? [];
  if (error instanceof ApiError) return <ErrorState title={say('office.plugins.failed')} error={error} onRetry={() => void refetch()} />;
  return (
    <div className="on-canvas">
      <title>{`${say('office.plugins.title')} · ${brand.name}`}</title>
      <div className="page-head">
        <div className="row">
          <h1 tabIndex={-1}>{say('office.plugins.title')}</h1>
          <span className="muted">
            {data &&
              sayCount('office.plugins.count', plugins.length, {
                on: plugins.filter(({ isEnabled }) => isEnabled).length,
                brand: brand.name,
              })}
          </span>
        </div>
      </div>
      <div className="plugins">
        <div className="card">
          {plugins.map((plugin) => (
            <PluginRow
              key={plugin.id}
              plugin={plugin}
              plugins={plugins}
              onSwitch={() => setSwitched(plugin)}
              onConfigure={() => setConfigured(plugin)}
            />
          ))}
        </div>
      </div>
      {switched && <SwitchDialog plugin={switched} onClose={() => setSwitched(null)} />}
      {configured && <SettingsDrawer plugin={configured} onClose={() => setConfigured(null)} />}
    </div>
  );
}

interface RowProps {
  readonly plugin: PluginOfPage;
  readonly plugins: readonly PluginOfPage[];
  readonly onSwitch: () => void;
  readonly onConfigure: () => void;
}

function PluginRow({ plugin, plugins, onSwitch, onConfigure }: RowProps) {
  const { me } = useRouteContext({ from: '/office' });
  const { id, version, summary, scope, isEnabled, requires, conflicts, personalData } = plugin;
  const name = pluginName(id);
  const isOn = (other: string): boolean => plugins.some((one) => one.id === other && one.isEnabled);
  return (
    <section className="plugin" aria-label={name}>
      {may(me, 'plugin.switch') ? (
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={isEnabled}
          aria-label={say('office.plugins.switch', { name, brand: switchedFor(plugin) })}
          onClick={onSwitch}
        />
      ) : (
        <Status kind={isEnabled ? 'ok' : 'idle'}>{say(isEnabled ? 'office.plugins.on' : 'office.plugins.off')}</Status>
      )}
      <div>
        <div className="row wrap">
          <h2>
            <PageLink href={`/p/${id}`}>{name}</PageLink>
          </h2>
          <span className="tag">{version}</span>
          <Status kind={isEnabled ? 'ok' : 'idle'}>{say(isEnabled ? 'office.plugins.on' : 'office.plugins.off')}</Status>
        </div>
        <p className="muted">{summary}</p>
        <div className="tags">
          {scope === 'TENANT' && <span className="tag">{say('office.plugins.ofTenant')}</span>}
          {requires.map((other) => (
            <span key={other} className="tag">
              {say(isOn(other) ? 'office.plugins.requires' : 'office.plugins.requiresOff', { name: pluginName(other) })}
            </span>
          ))}
          {conflicts.map((other) => (
            <span key={other} className="tag">
              {say('office.plugins.conflicts', { name: pluginName(other) })}
            </span>
          ))}
        </div>
        {personalData.length > 0 && <p className="muted small">{say('office.plugins.personalData', { what: personalData.join(', ') })}</p>}
      </div>
      {plugin.settingsSchema !== null && (
        <Button kind="quiet" onClick={onConfigure}>
          {say('office.plugins.settings')}
          <span className="sr"> {name}</span>
        </Button>
      )}
    </section>
  );
}

import './frame.css';
import { IconPlugConnectedX, IconPuzzle } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { PluginPart } from '../../kit/parts/fence.tsx';
import { Empty } from '../../kit/parts/notice.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import type { PluggedPage } from './plugged.types.ts';
import { usePlugged } from './use-plugged.ts';

/** A plugin's page under /p/<plugin>/<page>, or why there is none. */
export function PluggedPageOfAddress() {
  const { plugin, page } = useParams({ from: '/office/p/$plugin/$page' });
  const me = useMe();
  const { parts, isLoading, failed, retry } = usePlugged();
  const found = parts.find(({ id }) => id === plugin)?.part.pages?.find(({ path }) => path === page);
  const name = pluginName(plugin);
  if (!me.plugins.includes(plugin)) return <Off name={name} canSwitch={may(me, 'plugin.read')} />;
  if (failed.includes(plugin)) {
    return (
      <Standing title={say('office.plugged.failed', { name })} text={say('kit.nothingChanged')}>
        <Button onClick={retry}>{say('kit.tryAgain')}</Button>
      </Standing>
    );
  }
  if (isLoading && !found) return <div className="on-canvas" aria-busy="true" />;
  if (!found) return <Standing title={say('office.plugged.missing')} text={say('office.plugged.missingText', { name })} />;
  if (!may(me, found.permission)) return <NoPermission me={me} title={found.title()} />;
  return <Found key={`${plugin}/${page}`} plugin={plugin} page={found} />;
}

function Found({ plugin, page }: { readonly plugin: string; readonly page: PluggedPage }) {
  const me = useMe();
  const navigate = useNavigate();
  const search = useSearch({ from: '/office/p/$plugin/$page' });
  const title = page.title();
  return (
    <>
      <title>{`${title} · ${brand.name}`}</title>
      <PluginPart
        pluginId={plugin}
        load={page.load}
        props={{
          title,
          search,
          onSearch: (next) => void navigate({ to: '/p/$plugin/$page', params: { plugin, page: page.path }, search: next, replace: true }),
          may: (permission) => may(me, permission),
        }}
      />
    </>
  );
}

const Off = ({ name, canSwitch }: { readonly name: string; readonly canSwitch: boolean }) => (
  <Standing title={say('office.plugged.off', { name, brand: brand.name })} text={say('office.plugged.offText')}>
    {canSwitch && (
      <Link className="btn" to="/plugins" search={{}}>
        <IconPuzzle size={15} stroke={1.7} aria-hidden />
        {say('office.plugged.toPlugins')}
      </Link>
    )}
  </Standing>
);

const Standing = ({ title, text, children }: { readonly title: string; readonly text: string; readonly children?: ReactNode }) => (
  <>
    <title>{`${title} · ${brand.name}`}</title>
    <Empty isPage icon={<IconPlugConnectedX size={18} stroke={1.7} />} title={title} text={text}>
      {children}
    </Empty>
  </>
);

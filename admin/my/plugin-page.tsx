import { useEffect, useState } from 'react';
import { brand, pluginsOfPage } from '../kit/page-facts.ts';
import { Button } from '../kit/parts/button.tsx';
import { PluginPart } from '../kit/parts/fence.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import type { WebPage } from '../kit/web-part.types.ts';
import { webPartOf } from '../kit/web-parts.ts';
import { forgetLink, takeLink } from './link.ts';
import { MyFrame } from './my-frame.tsx';

/** A plugin's page for people without an account, by its address. */
export interface PluginAddress {
  readonly plugin: string;
  readonly path: string;
}

/** "/my/p/<plugin>/<path>"; null = the address is another page's. */
export function pluginAddressOf(pathname: string): PluginAddress | null {
  const [, plugin, path] = /^\/my\/p\/([^/]+)\/([^/]+)\/?$/.exec(pathname) ?? [];
  return plugin === undefined || path === undefined ? null : { plugin, path };
}

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'page'; readonly page: WebPage }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed' };

/** The page, fenced; where its plugin is off for the brand or has none there, that it is not there. Nothing of it is loaded then. */
export function PluginPage({ address: { plugin, path } }: { readonly address: PluginAddress }) {
  const isOn = pluginsOfPage.includes(plugin);
  const [token] = useState(() => (isOn ? takeLink(`.${plugin}.${path}`) : null));
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State>(isOn ? { kind: 'loading' } : { kind: 'missing' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round loads anew
  useEffect(() => {
    if (!isOn) return;
    setState({ kind: 'loading' });
    webPartOf(plugin).then(
      (part) => {
        const page = part?.pages?.find((one) => one.path === path);
        setState(page ? { kind: 'page', page } : { kind: 'missing' });
      },
      () => setState({ kind: 'failed' }),
    );
  }, [isOn, plugin, path, round]);
  const title = state.kind === 'page' ? state.page.title() : state.kind === 'missing' ? say('my.page.missing') : brand.name;
  return (
    <MyFrame title={title}>
      {state.kind === 'loading' && (
        <p className="muted" role="status">
          {say('my.page.loading')}
        </p>
      )}
      {state.kind === 'missing' && (
        <div className="stack">
          <h1>{title}</h1>
          <p className="muted">{say('my.page.missingText', { brand: brand.name })}</p>
        </div>
      )}
      {state.kind === 'failed' && (
        <div className="stack">
          <h1>{title}</h1>
          <Notice tone="danger" role="alert">
            {say('my.page.failed')}
          </Notice>
          <Button onClick={() => setRound(round + 1)}>{say('kit.tryAgain')}</Button>
        </div>
      )}
      {state.kind === 'page' && (
        <PluginPart
          pluginId={plugin}
          load={state.page.load}
          props={{
            title,
            token,
            onForget: () => forgetLink(`.${plugin}.${path}`),
            search: Object.fromEntries(new URLSearchParams(location.search)),
          }}
        />
      )}
    </MyFrame>
  );
}

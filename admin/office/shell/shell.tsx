import './shell.css';
import { IconMenu2, IconMoon, IconPlus, IconSun, IconX } from '@tabler/icons-react';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { brand } from '../../kit/page-facts.ts';
import { IconButton } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { scheme, setScheme } from '../../kit/preferences.ts';
import { say } from '../../kit/text.ts';
import { Palette } from '../palette/palette.tsx';
import { PluginNav } from '../plugged/plugin-nav.tsx';
import { may } from '../session.ts';
import { Toasts } from '../toasts.tsx';
import { useMe } from '../use-me.ts';
import { AccountMenu } from './account-menu.tsx';
import { Attention } from './attention.tsx';
import { BrandMenu } from './brand-menu.tsx';
import { navigationFor } from './navigation.ts';
import { useGoKeys } from './use-go-keys.ts';

/** Around every page of the back-office: where one is, for whom one works, where one can go. */
export function Shell() {
  const me = useMe();
  const groups = navigationFor(me);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [isOpen, setOpen] = useState(false);
  useGoKeys(groups.flatMap(({ entries }) => entries));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer and takes the focus
  useEffect(() => {
    setOpen(false);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {say('office.skip')}
      </a>
      <nav className={`side${isOpen ? ' open' : ''}`} aria-label={say('office.nav.label')}>
        <BrandMenu me={me} />
        {groups.map(({ label, entries }) => (
          <div key={label} className="nav-group">
            <div className="nav-head">{say(label)}</div>
            {entries.map(({ to, label: name, icon: Icon }) => (
              <Link
                key={to}
                to={to}
                search={{}}
                className="nav"
                activeOptions={{ includeSearch: false, exact: to === '/' }}
                title={say(name)}
              >
                <Icon size={17} stroke={1.7} aria-hidden />
                <span>{say(name)}</span>
              </Link>
            ))}
          </div>
        ))}
        <PluginNav />
        <IconButton label={say('office.nav.close')} className="side-close" onClick={() => setOpen(false)}>
          <IconX size={18} stroke={1.7} />
        </IconButton>
      </nav>
      <header className="top">
        <IconButton label={say('office.nav.open')} className="side-open" aria-expanded={isOpen} onClick={() => setOpen(true)}>
          <IconMenu2 size={18} stroke={1.7} />
        </IconButton>
        <div className="grow" />
        <Palette me={me} />
        {may(me, 'order.write') && (
          <a className="btn" href="/order">
            <IconPlus size={15} stroke={2} aria-hidden />
            {say('office.newOrder')}
          </a>
        )}
        <Attention me={me} />
        <SchemeButton />
        <AccountMenu me={me} />
      </header>
      <main id="main" tabIndex={-1}>
        {brand.isArchived && <Notice tone="warning">{say('office.archived')}</Notice>}
        <Outlet />
      </main>
      <Toasts />
    </div>
  );
}

function SchemeButton() {
  const [shown, setShown] = useState(scheme());
  const other = shown === 'dark' ? 'light' : 'dark';
  const change = () => {
    setScheme(other);
    setShown(other);
  };
  return (
    <IconButton label={say(`office.scheme.${other}`)} onClick={change}>
      {shown === 'dark' ? <IconSun size={17} stroke={1.7} /> : <IconMoon size={17} stroke={1.7} />}
    </IconButton>
  );
}

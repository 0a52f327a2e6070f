import { IconLanguage, IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { post } from '../../api/ask.ts';
import { Menu } from '../../kit/parts/menu.tsx';
import { switchLanguage } from '../../kit/preferences.ts';
import { say, sayIfKnown } from '../../kit/text.ts';
import type { Me } from '../session.ts';

const initials = (name: string): string => {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return [words[0]?.[0], words.length > 1 ? words.at(-1)?.[0] : undefined].join('').toUpperCase();
};

export function AccountMenu({ me }: { readonly me: Me }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async () => {
    await post('/auth/sign-out', {});
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <Menu label={`${initials(me.name)}, ${say('office.account', { name: me.name })}`} triggerClass="avatar" trigger={initials(me.name)}>
      <div className="head">
        <div className="medium">{me.name}</div>
        {me.email}
        <br />
        {sayIfKnown(`office.role.${me.role ?? ''}`)}
      </div>
      <hr />
      <button type="button" onClick={switchLanguage} lang={say('kit.otherLanguage.code')}>
        <IconLanguage size={16} stroke={1.7} aria-hidden />
        {say('kit.otherLanguage')}
      </button>
      <button type="button" onClick={signOut}>
        <IconLogout size={16} stroke={1.7} aria-hidden />
        {say('office.signOut')}
      </button>
    </Menu>
  );
}

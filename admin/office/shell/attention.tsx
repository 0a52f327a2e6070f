import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { AttentionDocument, type AttentionQuery } from '../../../generated/admin/graphql.ts';
import { Menu } from '../../kit/parts/menu.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { type Me, may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import type { ListPath } from './navigation.ts';

/** So often it is asked anew; whoever comes back to the page sees it at once. */
const PAUSE_MS = 60_000;

/** What waits for this person, and where it is. */
const KINDS = {
  returned: { to: '/contracts', search: { status: 'clarification' } },
  review: { to: '/contracts', search: { kind: 'REVIEW' } },
  approval: { to: '/tariffs', search: { state: 'DRAFT' } },
  dead: { to: '/jobs', search: { state: 'DEAD' } },
} as const satisfies Record<keyof AttentionQuery, { readonly to: ListPath; readonly search: object }>;
const NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** A bell with what waits for a decision; quiet while nothing does. */
export function Attention({ me }: { readonly me: Me }) {
  const variables = {
    withContracts: may(me, 'contract.read'),
    withPrices: may(me, 'tariff.approve'),
    withJobs: may(me, 'operations.read'),
  };
  const { data } = useAsk('attention', AttentionDocument, variables, { every: () => PAUSE_MS });
  const waiting = NAMES.flatMap((name) => {
    const total = data?.[name]?.total;
    return total && total.value > 0 ? [{ name, ...KINDS[name], label: total.label }] : [];
  });
  return (
    <Menu
      label={waiting.length > 0 ? sayCount('office.attention.label', waiting.length) : say('office.attention.none')}
      triggerClass={`btn icon bell${waiting.length > 0 ? ' rings' : ''}`}
      trigger={<IconBell size={17} stroke={1.7} aria-hidden />}
    >
      <div className="head">{say(waiting.length > 0 ? 'office.attention.title' : 'office.attention.none')}</div>
      {waiting.map(({ name, to, search, label }) => (
        <Link key={name} to={to} search={search} className="between">
          {say(`office.attention.${name}`)}
          <b className="num">{label}</b>
        </Link>
      ))}
    </Menu>
  );
}

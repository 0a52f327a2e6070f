import { IconCheck, IconSelector } from '@tabler/icons-react';
import { brand } from '../../kit/page-facts.ts';
import { Logo } from '../../kit/parts/logo.tsx';
import { Menu } from '../../kit/parts/menu.tsx';
import { say } from '../../kit/text.ts';
import type { Me } from '../session.ts';

/** For whom one works; the other brands where one is a member have addresses of their own. */
export function BrandMenu({ me }: { readonly me: Me }) {
  const face = (
    <>
      <Logo />
      <span className="grow">
        <span className="cut brand-name">{brand.name}</span>
        <span className="cut muted small">{brand.tenant}</span>
      </span>
    </>
  );
  if (me.brands.length < 2) return <div className="brand-switch">{face}</div>;
  return (
    <Menu
      label={say('office.brands.label', { name: brand.name })}
      triggerClass="brand-switch"
      trigger={
        <>
          {face}
          <IconSelector size={15} stroke={1.7} className="muted" aria-hidden />
        </>
      }
    >
      <div className="head">{say('office.brands.head')}</div>
      {me.brands.map(({ id, name }) => (
        <a key={id} href={id === me.brand.id ? '/' : `/auth/to/${id}`} aria-current={id === me.brand.id ? 'true' : undefined}>
          <span className="grow cut">{name}</span>
          {id === me.brand.id && <IconCheck size={15} stroke={2} aria-hidden />}
        </a>
      ))}
    </Menu>
  );
}

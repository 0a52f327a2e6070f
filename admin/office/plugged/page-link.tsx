import { useNavigate } from '@tanstack/react-router';
import type { ComponentPropsWithoutRef, MouseEvent } from 'react';

/** A link inside of the back-office; with Ctrl or another button it is the browser's. */
export function PageLink({ href, ...rest }: { readonly href: string } & ComponentPropsWithoutRef<'a'>) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ href });
  };
  return <a href={href} onClick={follow} {...rest} />;
}

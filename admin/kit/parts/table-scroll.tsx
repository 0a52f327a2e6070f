import type { ComponentPropsWithRef } from 'react';

/** Around a table that scrolls sideways by itself where the page is narrow. Needs a name: it takes the focus, for those who scroll with keys. */
export const TableScroll = ({ className, ...props }: Omit<ComponentPropsWithRef<'section'>, 'tabIndex'>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
  <section className={className ? `table-scroll ${className}` : 'table-scroll'} tabIndex={0} {...props} />
);

import { type ReactNode, useId, useRef } from 'react';

export interface MenuProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  readonly children: ReactNode;
}

/** A button with a list below it. The browser closes it on Escape and on a click elsewhere. */
export function Menu({ label, trigger, triggerClass, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = (): void => {
    if (!button.current || !list.current) return;
    const { left, bottom, right, width } = button.current.getBoundingClientRect();
    const isAtRight = left + width / 2 > window.innerWidth / 2;
    list.current.style.top = `${bottom + 4}px`;
    list.current.style.left = isAtRight ? 'auto' : `${left}px`;
    list.current.style.right = isAtRight ? `${window.innerWidth - right}px` : 'auto';
  };
  return (
    <>
      <button type="button" ref={button} className={triggerClass} popoverTarget={id} aria-label={label} title={label} onClick={place}>
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click on one of its entries closes it; the entries are buttons and links */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div id={id} ref={list} popover="auto" className="menu" onClick={() => list.current?.hidePopover()}>
        {children}
      </div>
    </>
  );
}

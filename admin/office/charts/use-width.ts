import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** A box and how wide it is shown, in px: what is drawn in it is drawn anew when that changes. */
export function useWidth<Box extends HTMLElement = HTMLDivElement>(): [RefObject<Box | null>, number] {
  const box = useRef<Box>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const shown = box.current;
    if (!shown) return;
    const observer = new ResizeObserver(() => setWidth(shown.clientWidth));
    observer.observe(shown);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

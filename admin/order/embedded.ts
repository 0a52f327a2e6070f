import { isEmbedded } from '../kit/page-facts.ts';

/** Tells the page around how high this one is, whenever that changes. Heights are no secret, so it is told to whoever frames it. */
export function tellHeight(): void {
  const root = document.getElementById('root');
  if (!isEmbedded || !root) return;
  new ResizeObserver(() => tell({ height: root.offsetHeight })).observe(root);
}

/** A new step begins at its top: the page around scrolls there. */
export const tellStep = (): void => {
  if (isEmbedded) tell({ isNewStep: true });
};

const tell = (what: object): void => window.parent.postMessage(what, '*');

import { useCallback, useEffect, useState } from 'react';
import { brand } from '../kit/page-facts.ts';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { answersOfLink } from '../kit/web-parts.ts';
import { allowedStep, type Draft, furthestStep, keepDraft, newDraft, PLACE, readDraft, STEPS, type Step } from './draft.ts';
import { tellStep } from './embedded.ts';
import { Frame } from './frame.tsx';
import { type Quotes, useQuotes } from './quotes.ts';
import { resumed } from './resume.ts';
import { AddressStep } from './steps/address.tsx';
import { CheckStep } from './steps/check.tsx';
import { ConsumptionStep } from './steps/consumption.tsx';
import { DetailsStep, type OrderProblem } from './steps/details.tsx';
import { DoneStep } from './steps/done.tsx';
import { OffersStep } from './steps/offers.tsx';
import { type Seller, visitIn } from './visitor.ts';

export interface StepProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly go: (step: Step) => void;
  readonly quotes: Quotes;
  /** Null = a customer orders for themselves. */
  readonly seller: Seller | null;
  /** What the last check of the form wants the seller to look at. */
  readonly warnings: readonly OrderProblem[];
  readonly onWarnings: (warnings: readonly OrderProblem[]) => void;
}

const PARTS = {
  address: AddressStep,
  consumption: ConsumptionStep,
  offers: OffersStep,
  details: DetailsStep,
  check: CheckStep,
} as const;

const stepOf = (path: string): Step => STEPS.find((step) => path === `/order/${step}`) ?? 'address';
const pathOf = (step: Step): string => (step === 'address' ? '/order' : `/order/${step}`);

/** Six steps, each with its address; the draft outlives reloads, lost lines and closed tabs. */
export function Flow({ seller }: { readonly seller: Seller | null }) {
  const [draft, setDraft] = useState(readDraft);
  const [wished, setWished] = useState<Step>(() => stepOf(location.pathname));
  const [warnings, onWarnings] = useState<readonly OrderProblem[]>([]);
  /** A link led to no draft. */
  const [isLost, setLost] = useState(false);
  const quotes = useQuotes();
  const step = allowedStep(wished, draft);

  const onChange = useCallback((change: Partial<Draft>) => setDraft((former) => ({ ...former, ...change })), []);
  useEffect(() => keepDraft(draft), [draft]);
  useOtherTabs(setDraft);

  const go = useCallback((next: Step) => {
    if (location.pathname !== pathOf(next)) history.pushState(null, '', pathOf(next));
    setWished(next);
  }, []);
  useEffect(() => {
    const back = () => setWished(stepOf(location.pathname));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => {
    const asked = new URLSearchParams(location.search);
    const id = asked.get('draft');
    if (id === null) return void answeredBy(asked, setDraft);
    const visit = seller ? null : visitIn(location.hash);
    void resumed({ id, commodities: asked.getAll('of'), visit }).then((saved) => {
      history.replaceState(null, '', '/order');
      setLost(!saved);
      if (!saved) return;
      setDraft(saved);
      go(furthestStep(saved) === 'check' ? 'offers' : furthestStep(saved));
    });
  }, [go, seller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step takes the focus
  useEffect(() => {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    tellStep();
  }, [step]);

  const restart = () => {
    setDraft(newDraft());
    go('address');
  };
  const Part = step === 'done' ? null : PARTS[step];
  return (
    <Frame {...{ step, draft, onChange, seller }}>
      {isLost && (
        <Notice tone="warning" role="alert">
          {say('order.laterGone')}
        </Notice>
      )}
      <title>{`${say(`order.${step}.title`)} · ${brand.name}`}</title>
      {Part ? (
        <Part {...{ draft, onChange, go, quotes, seller, warnings, onWarnings }} />
      ) : (
        <DoneStep {...{ draft, seller }} onRestart={restart} />
      )}
    </Frame>
  );
}

/** What a link says in advance is an answer like any other. What is on its way stays as it is. */
async function answeredBy(link: URLSearchParams, setDraft: (change: (draft: Draft) => Draft) => void): Promise<void> {
  const answers = link.size === 0 ? null : await answersOfLink(link);
  if (!answers) return;
  history.replaceState(null, '', location.pathname);
  setDraft((draft) => {
    if (draft.isSending) return draft;
    const open = draft.placed ? newDraft() : draft;
    return { ...open, answers: { ...open.answers, ...answers } };
  });
}

/** What another tab does with the same draft is done here too: it is one order. */
function useOtherTabs(setDraft: (draft: Draft) => void): void {
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => {
      if (key === PLACE) setDraft(readDraft());
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, [setDraft]);
}

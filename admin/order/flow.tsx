import { useCallback, useEffect, useState } from 'react';
import type { AskQuoteMutation } from '../../generated/admin/graphql.ts';
import { brand } from '../kit/page-facts.ts';
import { say } from '../kit/text.ts';
import { type Draft, furthestStep, keepDraft, newDraft, readDraft, STEPS, type Step } from './draft.ts';
import { Frame } from './frame.tsx';
import { resumed } from './resume.ts';
import { AddressStep } from './steps/address.tsx';
import { CheckStep } from './steps/check.tsx';
import { ConsumptionStep } from './steps/consumption.tsx';
import { DetailsStep } from './steps/details.tsx';
import { DoneStep } from './steps/done.tsx';
import { OffersStep } from './steps/offers.tsx';

export type Quote = AskQuoteMutation['askQuote'];

export interface StepProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly go: (step: Step) => void;
  /** Prices of this page's life; asked again after a reload. */
  readonly quote: Quote | null;
  readonly onQuote: (quote: Quote | null) => void;
}

const PARTS = {
  address: AddressStep,
  consumption: ConsumptionStep,
  offers: OffersStep,
  details: DetailsStep,
  check: CheckStep,
  done: DoneStep,
} as const;

const stepOf = (path: string): Step => STEPS.find((step) => path === `/order/${step}`) ?? 'address';
const pathOf = (step: Step): string => (step === 'address' ? '/order' : `/order/${step}`);

/** Six steps, each with its address; the draft outlives reloads, lost lines and closed tabs. */
export function Flow() {
  const [draft, setDraft] = useState(readDraft);
  const [step, setStep] = useState<Step>(() => allowed(stepOf(location.pathname), readDraft()));
  const [quote, setQuote] = useState<Quote | null>(null);

  const onChange = useCallback((change: Partial<Draft>) => setDraft((former) => ({ ...former, ...change })), []);
  useEffect(() => keepDraft(draft), [draft]);

  const go = useCallback((next: Step) => {
    if (location.pathname !== pathOf(next)) history.pushState(null, '', pathOf(next));
    setStep(next);
  }, []);
  useEffect(() => {
    const back = () => setStep(allowed(stepOf(location.pathname), readDraft()));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => {
    const id = new URLSearchParams(location.search).get('draft');
    if (id === null) return;
    void resumed(id).then((saved) => {
      history.replaceState(null, '', '/order');
      if (!saved) return;
      setDraft(saved);
      go(furthestStep(saved) === 'check' ? 'offers' : furthestStep(saved));
    });
  }, [go]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step takes the focus
  useEffect(() => {
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [step]);

  const Part = PARTS[step];
  const restart = () => {
    setDraft(newDraft());
    setQuote(null);
    go('address');
  };
  return (
    <Frame step={step} draft={draft} onChange={onChange}>
      <title>{`${say(`order.${step}.title`)} · ${brand.name}`}</title>
      {step === 'done' ? (
        <DoneStep draft={draft} onRestart={restart} />
      ) : (
        <Part {...{ draft, onChange, go, quote, onQuote: setQuote, onRestart: restart }} />
      )}
    </Frame>
  );
}

/** A step whose ground is missing gives way to the one that lays it. */
function allowed(wished: Step, draft: Draft): Step {
  const furthest = furthestStep(draft);
  if (furthest === 'done') return 'done';
  return STEPS.indexOf(wished) > STEPS.indexOf(furthest) ? furthest : wished;
}

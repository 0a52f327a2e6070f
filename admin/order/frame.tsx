import { IconCloudOff } from '@tabler/icons-react';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { brand, isEmbedded } from '../kit/page-facts.ts';
import { LanguageButton } from '../kit/parts/language-button.tsx';
import { LegalFoot } from '../kit/parts/legal-links.tsx';
import { Logo } from '../kit/parts/logo.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import { type Draft, STEPS, type Step } from './draft.ts';
import { LaterDialog } from './later-dialog.tsx';
import type { Seller } from './visitor.ts';

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);

export interface FrameProps {
  readonly step: Step;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly seller: Seller | null;
  readonly children: ReactNode;
}

/** Around every step: whose page it is, how far one is, and a way to go on later. */
export function Frame({ step, draft, onChange, seller, children }: FrameProps) {
  const [isLater, setLater] = useState(false);
  const isOnline = useOnline();
  const number = STEPS.indexOf(step) + 1;
  const isBegun = step !== 'done' && step !== 'address';
  const later = (
    <button type="button" className="btn quiet" onClick={() => setLater(true)}>
      {say('order.later')}
    </button>
  );
  return (
    <>
      <header>
        {!isEmbedded && (
          <div className="public-top">
            <Logo />
            <span className="strong grow cut">{brand.name}</span>
            <LanguageButton />
            {!seller && step === 'address' && (
              <a className="btn quiet" href="/sign-in?to=/order">
                {say('order.signIn')}
              </a>
            )}
            {isBegun && later}
          </div>
        )}
        <progress
          className="progress"
          value={number}
          max={STEPS.length}
          aria-label={say('order.stepOf', { n: number, of: STEPS.length })}
        />
        {isEmbedded && isBegun && <div className="public-wide embedded-later">{later}</div>}
      </header>
      {!isOnline && (
        <div className="public-wide">
          <Notice tone="warning" role="status">
            <span className="row">
              <IconCloudOff size={18} stroke={1.7} aria-hidden />
              {say('order.offline')}
            </span>
          </Notice>
        </div>
      )}
      <main className={`public-main ${step === 'offers' || step === 'check' ? 'two' : ''}`}>{children}</main>
      <LegalFoot />
      {isLater && <LaterDialog {...{ draft, onChange }} isGuest={seller === null} onClose={() => setLater(false)} />}
    </>
  );
}

/** Title of a step, with how far it is. */
export const StepTitle = ({ step, title = say(`order.${step}.title`) }: { readonly step: Step; readonly title?: string }) => (
  <>
    <p className="muted step-of">{say('order.stepOf', { n: STEPS.indexOf(step) + 1, of: STEPS.length })}</p>
    <h1 tabIndex={-1}>{title}</h1>
  </>
);

/** Inside the thumb's reach: what it costs at the left, the one button at the right. */
export const BottomBar = ({ price, children }: { readonly price?: ReactNode; readonly children: ReactNode }) => (
  <section className="bottom-bar" aria-label={say('order.goOn')}>
    {price && <div className="bottom-price">{price}</div>}
    <div className="grow">{children}</div>
  </section>
);

import './bands.css';
import { type Bureau, type EditedRule, outcomeText, scaleOf, sentNumber } from './bands.facts.ts';
import { scaleParts } from './scale.ts';
import { say } from './texts.ts';

export interface ScaleBarProps {
  readonly rule: Pick<EditedRule, 'bureau' | 'product' | 'bands'>;
  readonly bureaus: readonly Bureau[];
}

/** The whole scale of a product with what each part of it leads to, as long as it is; what no band covers is dashed. */
export function ScaleBar({ rule, bureaus }: ScaleBarProps) {
  const scale = scaleOf(bureaus, rule);
  if (!scale) return null;
  const bands = rule.bands.map(({ from, outcome }) => ({ from: sentNumber(from, 1), outcome }));
  return (
    <ol className="credit-scale" aria-label={say('credit-check.bands.scale')}>
      {scaleParts(bands, scale).map(({ from, to, outcome }) => {
        const word = outcome === null ? say('credit-check.bands.uncovered') : outcomeText(outcome);
        const range = from === to ? String(from) : `${from} – ${to}`;
        return (
          <li key={from} className={kindOf(outcome)} style={{ flexGrow: to - from + 1 }} title={`${range}: ${word}`}>
            <span>{word}</span>
            <span className="num muted">{range}</span>
          </li>
        );
      })}
    </ol>
  );
}

const kindOf = (outcome: string | null): string =>
  outcome === null ? 'gap' : outcome === 'accept' || outcome === 'review' || outcome === 'reject' ? outcome : 'condition';

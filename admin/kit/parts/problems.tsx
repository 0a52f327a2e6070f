import { useEffect, useRef } from 'react';
import { sayCount } from '../text.ts';

export interface ShownProblem {
  /** Id of the control that it belongs to; null = it belongs to none. */
  readonly id: string | null;
  readonly text: string;
}

/** What is to be mended, in the order and the words of the fields; takes the focus when it appears. */
export function Problems({ problems }: { readonly problems: readonly ShownProblem[] }) {
  const box = useRef<HTMLDivElement>(null);
  const known = problems.map(({ text }) => text).join('\n');
  useEffect(() => {
    if (known !== '') box.current?.focus();
  }, [known]);
  if (problems.length === 0) return null;
  return (
    <div className="problems" role="alert" tabIndex={-1} ref={box}>
      <h2>{sayCount('kit.problems', problems.length)}</h2>
      <ul>
        {problems.map(({ id, text }) => (
          <li key={`${id}${text}`}>{id === null ? text : <a href={`#${id}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

import { useEffect, useRef } from 'react';
import SignaturePad from 'signature_pad';
import { Button } from '#web';
import type { Drawing } from './signing.api.ts';
import { say } from './texts.ts';

export interface PadProps {
  readonly onDrawing: (drawing: Drawing | null) => void;
  readonly error: string | null;
}

/** Ink on white paper, in both colour schemes: as the file shows it. */
const INK = '#1a2a6c';

/** A box to sign in. What leaves it are points, never a picture. */
export default function Pad({ onDrawing, error }: PadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const latest = useRef(onDrawing);
  latest.current = onDrawing;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const made = new SignaturePad(element, { penColor: INK, minWidth: 0.8, maxWidth: 2.4 });
    pad.current = made;
    const tell = () => latest.current(drawingOf(made, element));
    /** As many dots as the screen has; a turned telephone keeps what was drawn. */
    const resize = () => {
      const ratio = Math.max(window.devicePixelRatio, 1);
      const drawn = made.toData();
      element.width = element.offsetWidth * ratio;
      element.height = element.offsetHeight * ratio;
      element.getContext('2d')?.scale(ratio, ratio);
      made.fromData(drawn);
    };
    resize();
    made.addEventListener('endStroke', tell);
    const watcher = new ResizeObserver(resize);
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.off();
    };
  }, []);

  const clear = () => {
    pad.current?.clear();
    onDrawing(null);
  };
  return (
    <div className="field">
      <canvas
        ref={canvas}
        className="e-signature-pad"
        role="img"
        aria-label={say('e-signature.sign.box')}
        aria-describedby={error === null ? undefined : 'e-signature-pad-error'}
      />
      {error !== null && (
        <div className="error" id="e-signature-pad-error">
          {error}
        </div>
      )}
      <div className="row">
        <Button kind="plain" onClick={clear}>
          {say('e-signature.sign.clear')}
        </Button>
      </div>
    </div>
  );
}

function drawingOf(pad: SignaturePad, { offsetWidth, offsetHeight }: HTMLCanvasElement): Drawing | null {
  if (pad.isEmpty()) return null;
  const lines = pad.toData().map(({ points }) => points.map(({ x, y }) => ({ x: tenth(x), y: tenth(y) })));
  return { width: offsetWidth, height: offsetHeight, lines };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

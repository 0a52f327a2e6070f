import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { type OrderInput, SaveDraftDocument } from '../../generated/admin/graphql.ts';
import { ApiError, ask } from '../api/ask.ts';
import { Button } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { TextField } from '../kit/parts/field.tsx';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import type { Draft } from './draft.ts';
import { inputOf } from './input.ts';
import { askForm } from './use-form.ts';
import { visitOfLink } from './visitor.ts';

export interface LaterDialogProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly onClose: () => void;
  /** Somebody without an account: the link itself lets them in. */
  readonly isGuest: boolean;
}

/** Saves the draft on the server and shows the link by which it is taken up again, on any device. */
export function LaterDialog({ draft, onChange, onClose, isGuest }: LaterDialogProps) {
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: saved once, as it is when the dialog opens
  useEffect(() => {
    const save = async (): Promise<void> => {
      const input = keptInput(draft, inputOf(draft, await askForm(draft)));
      const { saveOrder } = await ask(SaveDraftDocument, {
        ...{ input, orderId: draft.orderId, key: draft.orderId === null ? `draft-${draft.key}` : null },
      });
      onChange({ orderId: saveOrder.id });
      const of = draft.supplies.map(({ commodity }) => `&of=${commodity}`).join('');
      setLink(`${location.origin}/order?draft=${saveOrder.id}${of}${isGuest ? await visitOfLink() : ''}`);
    };
    save().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    });
  }, []);

  const copy = async (): Promise<void> => {
    if (link === null) return;
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      field.current?.select(); // a page around may forbid it: then it is copied by hand
    }
  };
  return (
    <Dialog title={say('order.laterTitle')} onClose={onClose} shape="sheet">
      <div className="stack">
        {problem !== null && (
          <Notice tone="warning" role="alert">
            {problem} {say('order.keptHere')}
          </Notice>
        )}
        {link !== null && (
          <>
            <p className="muted">{say(isGuest ? 'order.laterGuestText' : 'order.laterText')}</p>
            <TextField
              label={say('order.laterLink')}
              value={link}
              onValue={() => undefined}
              readOnly
              ref={field}
              onFocus={(event) => event.target.select()}
            />
            <Button icon={<IconCopy size={18} stroke={1.7} />} onClick={copy}>
              {say(isCopied ? 'order.copied' : 'order.copy')}
            </Button>
          </>
        )}
        {link === null && problem === null && <p aria-live="polite">{say('order.saving')}</p>}
        <Button kind="quiet" onClick={onClose}>
          {say('kit.close')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Beside the answers what the form does not ask: where and how much, so that prices can be asked for again. */
function keptInput({ address, supplies, isOwnAddress }: Draft, input: OrderInput): OrderInput {
  const uses = supplies.map(({ by, kwh }) => (by === 'kwh' && kwh !== '' ? { annualKwh: Number(kwh) } : {}));
  const place = isOwnAddress ? { customer: { ...input.customer, ...address } } : {};
  if (!input.contracts) return { ...input, ...place, ...uses[0] };
  return { ...input, ...place, contracts: input.contracts.map((contract, at) => ({ ...contract, ...uses[at] })) };
}

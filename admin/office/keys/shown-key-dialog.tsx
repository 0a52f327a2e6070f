import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';

export interface ShownKey {
  readonly id: string;
  /** The whole key: nobody can read it again. */
  readonly text: string;
}

/** The one moment in which a key can be read. */
export function ShownKeyDialog({ shown: { text }, onClose }: { readonly shown: ShownKey; readonly onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <Dialog title={say('office.keys.shown')} onClose={onClose}>
      <div className="stack">
        <Notice tone="warning">{say('office.keys.shownOnce')}</Notice>
        <TextField
          label={say('office.keys.key')}
          help={say('office.keys.keyHelp')}
          className="num"
          readOnly
          value={text}
          onValue={() => undefined}
          onFocus={({ target }) => target.select()}
        />
        <span className="sr" role="status">
          {isCopied && say('office.keys.copied')}
        </span>
        <div className="actions">
          {'clipboard' in navigator && (
            <Button
              icon={isCopied ? <IconCheck size={15} stroke={1.7} aria-hidden /> : <IconCopy size={15} stroke={1.7} aria-hidden />}
              onClick={copy}
            >
              {say(isCopied ? 'office.keys.copied' : 'office.keys.copy')}
            </Button>
          )}
          <Button kind="primary" onClick={onClose}>
            {say('office.keys.stored')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

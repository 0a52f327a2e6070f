import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { type DragEvent, useId, useRef, useState } from 'react';
import { number, withUnit } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';

export interface FileDropProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  readonly error: string | null;
}

/** A file is dropped here, or chosen: the whole field is the label of an ordinary file input, so the keyboard reaches it. */
export function FileDrop({ file, onFile, error }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  return (
    <div className="field">
      <label
        htmlFor={id}
        className={`drop${isOver ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {file ? <IconFileSpreadsheet size={22} stroke={1.5} aria-hidden /> : <IconUpload size={22} stroke={1.5} aria-hidden />}
        <span className="medium">{file ? file.name : say('office.imports.drop')}</span>
        <span className="muted small">{file ? `${sizeOf(file)} · ${say('office.imports.another')}` : say('office.imports.dropHelp')}</span>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          aria-describedby={error === null ? undefined : `${id}-error`}
          aria-invalid={error === null ? undefined : true}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) onFile(chosen);
            target.value = ''; // the same file may be chosen again once it was mended
          }}
        />
      </label>
      {error !== null && (
        <div className="error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

const sizeOf = ({ size }: File): string =>
  size < 1_000_000 ? withUnit(number(Math.max(1, size / 1_000)), 'kB') : withUnit(number(size / 1_000_000, 1), 'MB');

import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, Button, Facts, Notice } from '#web';
import { type DocumentView, readFile } from './signing.api.ts';
import { say } from './texts.ts';

export interface PaperProps {
  readonly document: DocumentView;
  readonly language: string;
  readonly token: string;
  /** The file as it was read, or with its signatures. */
  readonly which: 'document' | 'signed';
}

/** The document as text, which every screen and screen reader can show, and as the file whose check sum is signed. */
export function Paper({ document, language, token, which }: PaperProps) {
  return (
    <section className="card pad stack" aria-labelledby="e-signature-paper">
      <h2 id="e-signature-paper">{document.title}</h2>
      <section className="e-signature-paper" lang={language} aria-label={say('e-signature.sign.document')}>
        {document.sections.map(({ heading, paragraphs, rows }) => (
          <div key={[heading, paragraphs[0], rows[0]?.value].join(' ')}>
            {heading !== null && <h3>{heading}</h3>}
            {paragraphs.map((text) => (
              <p key={text}>{text}</p>
            ))}
            {rows.length > 0 && (
              <Facts
                facts={rows.map(({ label, value, isTotal }) => [label.trim(), isTotal ? <strong key="total">{value}</strong> : value])}
              />
            )}
          </div>
        ))}
      </section>
      <SaveFile {...{ token, which }} fileName={document.fileName} />
      {which === 'document' && (
        <p className="muted small e-signature-hash">
          {say('e-signature.sign.hash')}: {document.sha256}
        </p>
      )}
    </section>
  );
}

/** Fetched with the link's token: its address alone opens nothing. */
function SaveFile({ token, which, fileName }: Pick<PaperProps, 'token' | 'which'> & { readonly fileName: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    setProblem(null);
    try {
      const file = await readFile(token, which);
      if (!file) return setProblem(say('e-signature.sign.saveFailed'));
      const address = URL.createObjectURL(file);
      Object.assign(document.createElement('a'), { href: address, download: fileName }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  return (
    <>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <div className="row">
        <Button icon={<IconDownload size={18} stroke={1.7} aria-hidden />} onClick={() => void save()}>
          {say('e-signature.sign.save')}
        </Button>
      </div>
    </>
  );
}

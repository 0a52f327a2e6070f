import { IconDownload, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, send } from '../api/ask.ts';
import { number, withUnit } from '../kit/format.ts';
import { Notice } from '../kit/parts/notice.tsx';
import { say } from '../kit/text.ts';
import type { MyOrder } from './my.page.tsx';

type MyDocument = MyOrder['documents'][number];

/** Documents to keep. They are fetched with the link's token: their address alone opens nothing. */
export function MyDocuments({ documents, token }: { readonly documents: readonly MyDocument[]; readonly token: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async ({ url, fileName }: MyDocument): Promise<void> => {
    setProblem(null);
    try {
      const response = await send(url, { headers: { authorization: `Link ${token}` } });
      if (!response.ok) return setProblem(say('my.downloadFailed'));
      const address = URL.createObjectURL(await response.blob());
      Object.assign(document.createElement('a'), { href: address, download: fileName }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
    }
  };
  if (documents.length === 0) return <p className="muted">{say('my.noDocuments')}</p>;
  return (
    <>
      {problem !== null && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <ul className="card my-files">
        {documents.map((file) => (
          <li key={file.id}>
            <button type="button" onClick={() => void save(file)}>
              <IconFileTypePdf size={24} stroke={1.6} className="muted" aria-hidden />
              <span className="grow">
                <span className="medium">{file.title}</span>
                <span className="muted small">PDF, {withUnit(number(Math.max(1, Math.round(file.sizeBytes / 1_000))), 'kB')}</span>
              </span>
              <IconDownload size={20} stroke={1.7} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

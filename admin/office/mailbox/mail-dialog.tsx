import { IconFileTypePdf } from '@tabler/icons-react';
import { useRouteContext } from '@tanstack/react-router';
import { MailDocument, type MailQuery } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { moment, number, withUnit } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { Facts } from '../../kit/parts/facts.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say } from '../../kit/text.ts';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { kindText } from './mail.facts.ts';

interface MailDialogProps {
  readonly id: string;
  readonly subject: string;
  readonly onClose: () => void;
}

/** One mail as it was written, with what went with it. Its links are as good as for whom they were meant. */
export function MailDialog({ id, subject, onClose }: MailDialogProps) {
  const { me } = useRouteContext({ from: '/office' });
  const { data, error } = useAsk('mail', MailDocument, { id, withDocuments: may(me, 'document.read') });
  return (
    <Dialog title={subject} onClose={onClose} shape="drawer">
      <div className="stack">
        {error instanceof ApiError && <Notice tone="danger">{error.message}</Notice>}
        {!data && !error && <p className="waiting-part" aria-busy="true" />}
        {data?.mail === null && <Notice tone="warning">{say('office.mailbox.gone')}</Notice>}
        {data?.mail && <Mail mail={data.mail} />}
        <div className="actions">
          <Button onClick={onClose}>{say('kit.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Mail({ mail }: { readonly mail: NonNullable<MailQuery['mail']> }) {
  const { recipient, sentAt, kind, language, text, documents } = mail;
  return (
    <>
      <Facts
        facts={[
          [say('office.mailbox.recipient'), recipient],
          [say('office.mailbox.at'), moment(sentAt)],
          [say('office.mailbox.kind'), kindText(kind)],
          [say('office.mailbox.language'), language],
        ]}
      />
      <p className="plain-letter" lang={language ?? undefined}>
        {text}
      </p>
      {documents && documents.length > 0 && (
        <section aria-labelledby="mail-documents">
          <h3 id="mail-documents">{say('office.documents.title')}</h3>
          <ul className="stack tight">
            {documents.map((file) => (
              <li key={file.id}>
                <a className="row" href={file.url} download={file.fileName}>
                  <IconFileTypePdf size={16} stroke={1.7} aria-hidden />
                  <span className="cut">{file.title}</span>
                  <span className="muted small num">{withUnit(number(Math.max(1, Math.round(file.sizeBytes / 1_000))), 'kB')}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

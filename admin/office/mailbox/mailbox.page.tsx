import { IconMail, IconPaperclip } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { MailboxDocument, type MailboxQuery } from '../../../generated/admin/graphql.ts';
import { moment, number } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';
import { kindText } from './mail.facts.ts';
import { MailDialog } from './mail-dialog.tsx';

type MailRow = MailboxQuery['mailbox']['edges'][number]['node'];

function Read({ row: { id, subject } }: { readonly row: MailRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {say('office.mailbox.read')}
        <span className="sr"> {subject}</span>
      </Button>
      {isOpen && <MailDialog id={id} subject={subject} onClose={() => setOpen(false)} />}
    </>
  );
}

const Attached = ({ row: { documentIds } }: { readonly row: MailRow }) =>
  documentIds.length === 0 ? (
    <span className="muted">–</span>
  ) : (
    <span className="row num">
      <IconPaperclip size={14} stroke={1.7} aria-hidden />
      {number(documentIds.length)}
    </span>
  );

const MAILBOX: ListDefinition<MailRow, ListSearch> = {
  name: 'mailbox',
  path: '/mailbox',
  permission: 'mailbox.read',
  title: 'office.mailbox.title',
  find: 'office.mailbox.find',
  none: { title: 'office.mailbox.none', text: 'office.mailbox.noneText', icon: <IconMail size={18} stroke={1.7} /> },
  columns: [
    { id: 'at', label: 'office.mailbox.at', sort: 'SENT_AT', cell: ({ sentAt }) => <span className="num">{moment(sentAt)}</span> },
    { id: 'recipient', label: 'office.mailbox.recipient', cell: ({ recipient }) => <span className="medium cut">{recipient}</span> },
    { id: 'subject', label: 'office.mailbox.subject', cell: ({ subject }) => <span className="cut">{subject}</span> },
    { id: 'kind', label: 'office.mailbox.kind', from: 2, cell: ({ kind }) => kindText(kind) },
    { id: 'attached', label: 'office.mailbox.attached', from: 2, cell: (row) => <Attached row={row} /> },
    { id: 'read', label: 'office.jobs.acts', cell: (row) => <Read row={row} /> },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <span className="medium cut">{row.recipient}</span>
        <span className="muted small num">{moment(row.sentAt)}</span>
      </span>
      <span className="between">
        <span className="cut">{row.subject}</span>
        <Read row={row} />
      </span>
    </div>
  ),
  usePage: (search) => {
    const filter = search.q ? { search: search.q.trim() } : {};
    const variables = { ...pageOf(search), filter, orderBy: sortBy(search, ['SENT_AT']) };
    return usePageOf(MailboxDocument, variables, { name: 'mailbox', pick: ({ mailbox }) => mailbox });
  },
  useViews: () => [],
  exported: null,
};

export const MailboxPage = () => <DefinedList list={MAILBOX} search={useSearch({ from: '/office/mailbox' })} />;

import { IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, ask, Button, Empty, ErrorState, PageFrame, type PageProps, TableCard, useAsk } from '#admin';
import {
  LayOutNotificationsTemplatesDocument,
  NotificationsTemplatesDocument,
  type NotificationsTemplatesQuery,
} from '#operations/notifications';
import { Editor } from './editor.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { say } from './texts.ts';

type Template = NotificationsTemplatesQuery['notificationsTemplates'][number];

/** The templates, and the one that is written: its id stands in the address. */
export default function TemplatesPage({ title, search, onSearch, may }: PageProps) {
  return search.id === undefined ? (
    <List title={title} onOpen={(id) => onSearch({ id })} canWrite={may('notifications.write')} />
  ) : (
    <Editor id={search.id} canWrite={may('notifications.write')} onBack={() => onSearch({})} />
  );
}

interface ListProps {
  readonly title: string;
  readonly canWrite: boolean;
  readonly onOpen: (id: string) => void;
}

function List({ title, canWrite, onOpen }: ListProps) {
  const { data, error, refetch } = useAsk('notifications-templates', NotificationsTemplatesDocument, {});
  const [isNew, setNew] = useState(false);
  const templates = data?.notificationsTemplates;
  const layOut = async () => {
    await ask(LayOutNotificationsTemplatesDocument, {});
    await refetch();
  };
  const create = canWrite && <Button onClick={() => setNew(true)}>{say('notifications.templates.new')}</Button>;
  return (
    <PageFrame title={title} line={say('notifications.templates.line')} actions={create}>
      {error instanceof ApiError && (
        <ErrorState title={say('notifications.templates.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {templates?.length === 0 && (
        <Empty
          icon={<IconTemplate size={18} stroke={1.7} />}
          title={say('notifications.templates.none')}
          text={say('notifications.templates.noneText')}
        >
          {canWrite && (
            <Button kind="primary" onClick={() => void layOut()}>
              {say('notifications.templates.standard')}
            </Button>
          )}
        </Empty>
      )}
      {templates && templates.length > 0 && <Templates templates={templates} onOpen={onOpen} />}
      {isNew && <TemplateDialog template={null} onClose={() => setNew(false)} onSaved={onOpen} />}
    </PageFrame>
  );
}

const Templates = ({ templates, onOpen }: { readonly templates: readonly Template[]; readonly onOpen: (id: string) => void }) => (
  <TableCard
    title={say('notifications.templates.title')}
    head={[
      { label: say('notifications.template.name') },
      { label: say('notifications.template.code') },
      { label: say('notifications.template.subject') },
      { label: say('notifications.template.wordings') },
      { label: say('notifications.column.act') },
    ]}
    rows={templates.map((template) => ({
      id: template.id,
      cells: [
        <span key="name" className="row">
          <span className="medium">{template.name}</span>
          {template.isStatutory && <span className="tag">{say('notifications.template.statutoryTag')}</span>}
        </span>,
        <span key="code" className="num">
          {template.code}
        </span>,
        say(`notifications.subject.${template.subject}`),
        wordingsOf(template) || '–',
        <Button key="act" onClick={() => onOpen(template.id)}>
          {say('notifications.act.edit')}
          <span className="sr"> {template.name}</span>
        </Button>,
      ],
    }))}
  />
);

/** "de, de informal, en". */
const wordingsOf = ({ versions }: Template): string =>
  [...new Set(versions.map(({ language, form }) => (form === 'FORMAL' ? language : say('notifications.template.informal', { language }))))]
    .sort()
    .join(', ');

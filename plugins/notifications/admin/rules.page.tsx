import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, Button, Empty, ErrorState, PageFrame, type PageProps, Status, TableCard, useAsk } from '#admin';
import { NotificationsRulesDocument } from '#operations/notifications';
import { channelText } from './message.facts.ts';
import { type Rule, type RulesData, relationText } from './rule.facts.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { say, sayCount } from './texts.ts';
import { TryDialog } from './try-dialog.tsx';

/** At which event whom is told what. */
export default function RulesPage({ title, may }: PageProps) {
  const { data, error, refetch } = useAsk('notifications-rules', NotificationsRulesDocument, {});
  const [edited, setEdited] = useState<Rule | 'new' | null>(null);
  const [tried, setTried] = useState<Rule | null>(null);
  const canWrite = may('notifications.write');
  const rules = data?.notificationsRules;
  const create = canWrite && (
    <Button kind="primary" onClick={() => setEdited('new')}>
      {say('notifications.rules.new')}
    </Button>
  );
  return (
    <PageFrame title={title} line={say('notifications.rules.line')} actions={rules && rules.length > 0 && create}>
      {error instanceof ApiError && <ErrorState title={say('notifications.rules.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {rules?.length === 0 && (
        <Empty
          icon={<IconBell size={18} stroke={1.7} />}
          title={say('notifications.rules.none')}
          text={say('notifications.rules.noneText')}
        >
          {create}
        </Empty>
      )}
      {data && rules && rules.length > 0 && <Rules data={data} canWrite={canWrite} onEdit={setEdited} onTry={setTried} />}
      {data && edited && <RuleDialog data={data} rule={edited === 'new' ? null : edited} may={may} onClose={() => setEdited(null)} />}
      {tried && <TryDialog rule={tried} onClose={() => setTried(null)} />}
    </PageFrame>
  );
}

interface RulesProps {
  readonly data: RulesData;
  readonly canWrite: boolean;
  readonly onEdit: (rule: Rule) => void;
  readonly onTry: (rule: Rule) => void;
}

function Rules({ data, canWrite, onEdit, onTry }: RulesProps) {
  const labelOf = ({ event, daysBefore }: Rule): string => {
    const label = data.notificationsEvents.find(({ name }) => name === event)?.label ?? event;
    if (daysBefore === null) return label;
    return daysBefore === 0
      ? say('notifications.rules.onDay', { event: label })
      : sayCount('notifications.rules.before', daysBefore, { event: label });
  };
  const templateOf = (id: string): string => data.notificationsTemplates.find((one) => one.id === id)?.name ?? '–';
  return (
    <TableCard
      title={say('notifications.rules.title')}
      head={[
        { label: say('notifications.column.rule') },
        { label: say('notifications.column.event') },
        { label: say('notifications.column.tells') },
        { label: say('notifications.column.channel') },
        { label: say('notifications.column.template') },
        { label: say('notifications.column.state') },
        { label: say('notifications.column.act') },
      ]}
      rows={data.notificationsRules.map((rule) => ({
        id: rule.id,
        cells: [
          <span key="name" className="medium">
            {rule.name}
          </span>,
          labelOf(rule),
          rule.recipients.map(relationText).join(', '),
          rule.channels.map(channelText).join(', '),
          templateOf(rule.templateId),
          <Status key="state" kind={rule.isActive ? 'ok' : 'idle'}>
            {say(rule.isActive ? 'notifications.rule.on' : 'notifications.rule.off')}
          </Status>,
          canWrite ? (
            <span key="act" className="row">
              <Button onClick={() => onEdit(rule)}>
                {say('notifications.act.change')}
                <span className="sr"> {rule.name}</span>
              </Button>
              <Button onClick={() => onTry(rule)}>
                {say('notifications.act.try')}
                <span className="sr"> {rule.name}</span>
              </Button>
            </span>
          ) : (
            <span key="act" className="muted">
              –
            </span>
          ),
        ],
      }))}
    />
  );
}

import { IconAlertTriangle, IconApi, IconCalendarOff, IconCircleCheck, IconClockPause, IconListCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PluginPreviewDocument, type PluginPreviewQuery, SwitchPluginDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { ChoiceField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayCount } from '../../kit/text.ts';
import { toast } from '../toasts.tsx';
import { refresh, useAsk } from '../use-ask.ts';
import type { PluginOfPage } from './plugins.page.tsx';
import { switchedFor } from './switched-for.ts';

type Preview = PluginPreviewQuery['plugins'][number]['preview'];
type Parked = 'RESUME' | 'DROP';

/** What a switch does, counted when the dialog opens; the safe way out comes first. */
export function SwitchDialog({ plugin, onClose }: { readonly plugin: PluginOfPage; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const enabled = !plugin.isEnabled;
  const name = pluginName(plugin.id);
  const whose = switchedFor(plugin);
  const { data, error: failed } = useAsk('plugin-preview', PluginPreviewDocument, { enabled });
  const preview = data?.plugins.find(({ id }) => id === plugin.id)?.preview ?? null;
  const [parked, setParked] = useState<Parked>('RESUME');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const flip = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await ask(SwitchPluginDocument, { id: plugin.id, enabled, parked: enabled ? parked : null });
      onClose();
      toast(say(enabled ? 'office.plugins.switchedOn' : 'office.plugins.switchedOff', { name, brand: whose }));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  const isStopped = (preview?.obstacles.length ?? 0) > 0;
  return (
    <Dialog title={say(enabled ? 'office.plugins.askOn' : 'office.plugins.askOff', { name, brand: whose })} onClose={onClose}>
      <p className="muted">{say(plugin.scope === 'TENANT' ? 'office.plugins.atOnceForAll' : 'office.plugins.atOnce')}</p>
      {(problem !== null || failed instanceof ApiError) && (
        <Notice tone="danger" role="alert">
          {problem ?? failed?.message}
        </Notice>
      )}
      {preview ? <Effects preview={preview} isOn={enabled} /> : <p role="status">{say('office.plugins.counting')}</p>}
      {enabled && preview && preview.parkedEvents + preview.parkedJobs > 0 && (
        <ChoiceField
          label={say('office.plugins.parked')}
          value={parked}
          onValue={(value) => setParked(value === 'DROP' ? 'DROP' : 'RESUME')}
          options={[
            { value: 'RESUME', label: say('office.plugins.parkedResume') },
            { value: 'DROP', label: say('office.plugins.parkedDrop') },
          ]}
        />
      )}
      <div className="actions">
        <Button onClick={onClose}>{say(enabled ? 'office.plugins.leaveOff' : 'office.plugins.leaveOn')}</Button>
        {!isStopped && (
          <Button kind={enabled ? 'primary' : 'danger'} onClick={flip} isBusy={isBusy}>
            {say(enabled ? 'office.plugins.doOn' : 'office.plugins.doOff', { name })}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

const icon = { size: 17, stroke: 1.7, 'aria-hidden': true } as const;

/** One line for each effect, the count in bold; the last says what does not happen. */
function Effects({ preview, isOn }: { readonly preview: Preview; readonly isOn: boolean }) {
  const { openJobs, parkedEvents, parkedJobs, schedules, fields, notes, obstacles } = preview;
  const lines: readonly (readonly [key: string, sign: ReactNode, text: ReactNode])[] = [
    ...obstacles.map((text) => [text, <IconAlertTriangle key="i" {...icon} />, text] as const),
    ...(openJobs > 0 ? [['jobs', <IconClockPause key="i" {...icon} />, sayCount('office.plugins.effect.jobs', openJobs)] as const] : []),
    ...(parkedEvents + parkedJobs > 0
      ? [['parked', <IconListCheck key="i" {...icon} />, sayCount('office.plugins.effect.parked', parkedEvents + parkedJobs)] as const]
      : []),
    ...(schedules.length > 0
      ? [
          [
            'schedules',
            <IconCalendarOff key="i" {...icon} />,
            sayCount(isOn ? 'office.plugins.effect.schedulesOn' : 'office.plugins.effect.schedulesOff', schedules.length, {
              names: schedules.join(', '),
            }),
          ] as const,
        ]
      : []),
    ...(fields.length > 0
      ? [
          [
            'fields',
            <IconApi key="i" {...icon} />,
            sayCount(isOn ? 'office.plugins.effect.fieldsOn' : 'office.plugins.effect.fieldsOff', fields.length, {
              names: fields.join(', '),
            }),
          ] as const,
        ]
      : []),
    ...notes.map((text) => [text, <IconListCheck key="i" {...icon} />, text] as const),
  ];
  return (
    <ul className="effects">
      {lines.map(([key, sign, text]) => (
        <li key={key}>
          {sign}
          <div>{text}</div>
        </li>
      ))}
      <li className="calm">
        <IconCircleCheck {...icon} />
        <div className="medium">{say('office.plugins.effect.nothing')}</div>
      </li>
    </ul>
  );
}

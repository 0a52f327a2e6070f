import { useQueryClient } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ConfigurePluginDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { isRecord } from '../../kit/is-record.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { PluginPart } from '../../kit/parts/fence.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayCount } from '../../kit/text.ts';
import { usePlugged } from '../plugged/use-plugged.ts';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import type { PluginOfPage } from './plugins.page.tsx';
import { at, fieldsOf, SettingInput, withValue } from './schema-fields.tsx';
import { switchedFor } from './switched-for.ts';

interface Fault {
  readonly field: string;
  readonly message: string;
}

/** A form made of the plugin's own schema: labels, help, choices and checks are the plugin's. A form of its own, where it has one. */
export function SettingsDrawer({ plugin, onClose }: { readonly plugin: PluginOfPage; readonly onClose: () => void }) {
  const { me } = useRouteContext({ from: '/office' });
  const queries = useQueryClient();
  const stored = isRecord(plugin.settings) ? plugin.settings : {};
  const [settings, setSettings] = useState(stored);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const fields = fieldsOf(plugin.settingsSchema);
  const changed = fields.filter(({ path }) => JSON.stringify(at(settings, path)) !== JSON.stringify(at(stored, path)));
  const name = pluginName(plugin.id);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask(ConfigurePluginDocument, { id: plugin.id, settings });
      onClose();
      toast(say('office.plugins.saved', { name }));
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
      setBusy(false);
    }
  };
  const own = usePlugged().parts.find(({ id }) => id === plugin.id)?.part.settings;
  const generated = fields.map((field) => (
    <SettingInput
      key={field.path}
      field={field}
      value={at(settings, field.path)}
      onValue={(value) => setSettings(withValue(settings, field.path, value))}
      error={faults.find((fault) => fault.field === field.path)?.message ?? null}
    />
  ));
  return (
    <Dialog title={say('office.plugins.settingsOf', { name })} onClose={onClose} shape="drawer">
      <form onSubmit={save} noValidate>
        <p className="muted small">{say('office.plugins.settingsFor', { brand: switchedFor(plugin) })}</p>
        <Problems
          problems={faults.map(({ field, message }) => ({
            id: fields.some(({ path }) => path === field) ? `setting-${field}` : null,
            text: `${fields.find(({ path }) => path === field)?.label ?? ''} ${message}`.trim(),
          }))}
        />
        {own ? (
          <PluginPart pluginId={plugin.id} load={own} props={{ settings, onSettings: setSettings, faults }} fallback={generated} />
        ) : (
          generated
        )}
        <div className="foot">
          <span className="muted small" role="status">
            {sayCount('office.plugins.changes', changed.length)}
          </span>
          <span className="row">
            <Button onClick={onClose}>{say(changed.length > 0 ? 'office.plugins.discard' : 'kit.close')}</Button>
            {may(me, 'plugin.switch') && (
              <Button kind="primary" type="submit" isBusy={isBusy}>
                {say('office.plugins.save')}
              </Button>
            )}
          </span>
        </div>
      </form>
    </Dialog>
  );
}

/** Problems by their fields, else the message as a whole. */
function faultsOf(error: ApiError): Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ field: '', message: error.message }];
  return problems
    .filter(isRecord)
    .map(({ field, message }) => ({ field: String(field ?? '').replace(/^settings\./, ''), message: String(message) }));
}

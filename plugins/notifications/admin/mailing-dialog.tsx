import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, CheckField, Dialog, isRecord, Problems, SelectField, TextField, useAsk, useRefresh } from '#admin';
import { NotificationsConditionsDocument, WriteNotificationsMailingDocument } from '#operations/notifications';
import { labelIn } from './rule.facts.ts';
import { say } from './texts.ts';

interface MailingDialogProps {
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

/** Which template, for whom. Nothing is sent before the mailing is started. */
export function MailingDialog({ templates, onClose }: MailingDialogProps) {
  const refresh = useRefresh();
  const { data } = useAsk('notifications-conditions', NotificationsConditionsDocument, { withPartners: false });
  const [name, setName] = useState('');
  const [templateId, setTemplateId] = useState('');
  const [tariffId, setTariffId] = useState('');
  const [status, setStatus] = useState('');
  const [isMarketing, setMarketing] = useState(false);
  const [faults, setFaults] = useState<readonly { readonly field: string; readonly message: string }[]>([]);
  const [isBusy, setBusy] = useState(false);
  const errorAt = (field: string) => faults.find((fault) => fault.field === field)?.message ?? null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const audience = { tariffIds: tariffId === '' ? [] : [tariffId], statuses: status === '' ? [] : [status] };
      await ask(WriteNotificationsMailingDocument, { input: { name, templateId, channel: 'email', isMarketing, audience } });
      onClose();
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { problems } = error.details;
      const known = Array.isArray(problems) ? problems.filter(isRecord) : [{ field: '', message: error.message }];
      setFaults(known.map(({ field, message }) => ({ field: String(field ?? ''), message: String(message) })));
      setBusy(false);
    }
  };
  const every = say('notifications.rule.every');
  return (
    <Dialog title={say('notifications.mailings.new')} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <Problems problems={faults.map(({ field, message }) => ({ id: `mailing-${field}`, text: message }))} />
        <TextField id="mailing-name" label={say('notifications.rule.name')} value={name} onValue={setName} error={errorAt('name')} />
        <SelectField
          id="mailing-templateId"
          label={say('notifications.column.template')}
          value={templateId}
          onValue={setTemplateId}
          options={templates.map(({ id, name: label }) => ({ value: id, label }))}
          error={errorAt('templateId')}
        />
        <SelectField
          label={say('notifications.rule.tariff')}
          value={tariffId}
          onValue={setTariffId}
          options={(data?.tariffs.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))}
          empty={every}
        />
        <SelectField
          label={say('notifications.rule.to')}
          value={status}
          onValue={setStatus}
          options={(data?.contractStatuses ?? []).map(({ code, labels }) => ({ value: code, label: labelIn(labels) ?? code }))}
          empty={every}
        />
        <CheckField
          label={say('notifications.mailing.marketing')}
          help={say('notifications.mailing.marketingHelp')}
          checked={isMarketing}
          onValue={setMarketing}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('notifications.act.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('notifications.mailing.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

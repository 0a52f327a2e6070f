import { type FormEvent, useState } from 'react';
import { ApiError, ask, Button, CheckField, Dialog, isRecord, Problems, SelectField, TextField, useRefresh } from '#admin';
import { SaveNotificationsTemplateDocument } from '#operations/notifications';
import { say } from './texts.ts';

const SUBJECTS = ['contract', 'order', 'customer', 'import'] as const;
type Subject = (typeof SUBJECTS)[number];

interface Template {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly subject: Subject;
  readonly isStatutory: boolean;
  readonly attachments: readonly string[];
}

interface TemplateDialogProps {
  readonly template: Template | null;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** What a template is called, of what it tells, and what goes along. */
export function TemplateDialog({ template, onClose, onSaved }: TemplateDialogProps) {
  const refresh = useRefresh();
  const [code, setCode] = useState(template?.code ?? '');
  const [name, setName] = useState(template?.name ?? '');
  const [subject, setSubject] = useState<Subject>(template?.subject ?? 'contract');
  const [isStatutory, setStatutory] = useState(template?.isStatutory ?? false);
  const [attachments, setAttachments] = useState(template?.attachments.join(', ') ?? '');
  const [faults, setFaults] = useState<readonly { readonly field: string; readonly message: string }[]>([]);
  const [isBusy, setBusy] = useState(false);
  const errorAt = (field: string) => faults.find((fault) => fault.field === field)?.message ?? null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const kinds = attachments
      .split(',')
      .map((kind) => kind.trim())
      .filter((kind) => kind !== '');
    try {
      const input = { code, name, subject, isStatutory, attachments: kinds };
      const { saveNotificationsTemplate } = await ask(SaveNotificationsTemplateDocument, { id: template?.id ?? null, input });
      onClose();
      onSaved(saveNotificationsTemplate.id);
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { problems } = error.details;
      const known = Array.isArray(problems) ? problems.filter(isRecord) : [{ field: '', message: error.message }];
      setFaults(known.map(({ field, message }) => ({ field: String(field ?? ''), message: String(message) })));
      setBusy(false);
    }
  };
  return (
    <Dialog title={say(template ? 'notifications.template.settings' : 'notifications.templates.new')} onClose={onClose}>
      <form className="stack" onSubmit={save} noValidate>
        <Problems problems={faults.map(({ field, message }) => ({ id: `template-${field}`, text: message }))} />
        <TextField id="template-name" label={say('notifications.template.name')} value={name} onValue={setName} error={errorAt('name')} />
        <TextField
          id="template-code"
          label={say('notifications.template.code')}
          help={say('notifications.template.codeHelp')}
          value={code}
          onValue={setCode}
          error={errorAt('code')}
          autoComplete="off"
        />
        <SelectField
          id="template-subject"
          label={say('notifications.template.subject')}
          value={subject}
          onValue={(value) => setSubject(SUBJECTS.find((one) => one === value) ?? 'contract')}
          options={SUBJECTS.map((value) => ({ value, label: say(`notifications.subject.${value}`) }))}
          error={errorAt('subject')}
        />
        <TextField
          id="template-attachments"
          label={say('notifications.template.attachments')}
          help={say('notifications.template.attachmentsHelp')}
          value={attachments}
          onValue={setAttachments}
          error={errorAt('attachments')}
          autoComplete="off"
          isOptional
        />
        <CheckField
          id="template-isStatutory"
          label={say('notifications.template.statutory')}
          help={say('notifications.template.statutoryHelp')}
          checked={isStatutory}
          onValue={setStatutory}
          error={errorAt('isStatutory')}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('notifications.act.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('notifications.act.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

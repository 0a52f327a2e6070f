import { useState } from 'react';
import {
  ApiError,
  AreaField,
  ask,
  Button,
  Card,
  ErrorState,
  isRecord,
  Notice,
  PageFrame,
  Segmented,
  SelectField,
  TextField,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import {
  NotificationsTemplateDocument,
  type NotificationsTemplateQuery,
  SaveNotificationsVersionDocument,
} from '#operations/notifications';
import { Faults } from './faults.tsx';
import { PreviewCard } from './preview-card.tsx';
import { TemplateDialog } from './template-dialog.tsx';
import { say } from './texts.ts';
import { BEGIN, type Fault, type Form, LANGUAGES, type Wording } from './wording.facts.ts';

interface EditorProps {
  readonly id: string;
  readonly canWrite: boolean;
  readonly onBack: () => void;
}

/** A template: its wordings by language and form, with what they look like beside. */
export function Editor({ id, canWrite, onBack }: EditorProps) {
  const { data, error, refetch } = useAsk('notifications-template', NotificationsTemplateDocument, { id });
  const template = data?.notificationsTemplate;
  const [isNamed, setNamed] = useState(false);
  const title = template?.name ?? say('notifications.templates.title');
  return (
    <PageFrame
      title={title}
      line={template && say(`notifications.subject.${template.subject}`)}
      actions={
        <>
          <Button onClick={onBack}>{say('notifications.template.back')}</Button>
          {canWrite && template && <Button onClick={() => setNamed(true)}>{say('notifications.template.settings')}</Button>}
        </>
      }
    >
      {error instanceof ApiError && (
        <ErrorState title={say('notifications.templates.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <p className="waiting-part" aria-busy="true" />}
      {data && !template && <Notice tone="warning">{say('notifications.template.gone')}</Notice>}
      {data && template && <Wordings template={template} variables={variablesOf(data)} canWrite={canWrite} />}
      {isNamed && template && <TemplateDialog template={template} onClose={() => setNamed(false)} onSaved={() => void refetch()} />}
    </PageFrame>
  );
}

type Template = NonNullable<NotificationsTemplateQuery['notificationsTemplate']>;

/** What may be said about the template's subject: each once. */
const variablesOf = ({ notificationsTemplate, notificationsEvents }: NotificationsTemplateQuery): string[] => [
  ...new Set(
    notificationsEvents
      .filter(({ subject }) => subject === notificationsTemplate?.subject)
      .flatMap(({ variables }) => variables.map(({ path }) => path)),
  ),
];

interface WordingsProps {
  readonly template: Template;
  readonly variables: readonly string[];
  readonly canWrite: boolean;
}

function Wordings({ template, variables, canWrite }: WordingsProps) {
  const languages = [...new Set([...LANGUAGES, ...template.versions.map(({ language }) => language)])];
  const [language, setLanguage] = useState(template.versions[0]?.language ?? languages[0] ?? 'en');
  const [form, setForm] = useState<Form>('FORMAL');
  const newest = template.versions.find((version) => version.language === language && version.form === form);
  return (
    <>
      <div className="plugin-form">
        <SelectField
          label={say('notifications.fact.language')}
          value={language}
          onValue={setLanguage}
          options={languages.map((code) => ({ value: code, label: languageName(code) }))}
        />
        <Segmented<Form>
          label={say('notifications.template.form')}
          value={form}
          onValue={setForm}
          options={[
            { value: 'FORMAL', label: say('notifications.form.FORMAL') },
            { value: 'INFORMAL', label: say('notifications.form.INFORMAL') },
          ]}
        />
        <span className="muted small">
          {newest
            ? say('notifications.template.version', { n: newest.number, by: newest.createdBy })
            : say('notifications.template.noVersion')}
        </span>
      </div>
      <Wordsmith
        key={`${language} ${form} ${newest?.id ?? ''}`}
        template={template}
        begin={{ language, form, ...(newest ?? BEGIN) }}
        variables={variables}
        canWrite={canWrite}
      />
    </>
  );
}

const languageName = (code: string): string =>
  new Intl.DisplayNames(document.documentElement.lang || 'en', { type: 'language' }).of(code) ?? code;

interface WordsmithProps extends WordingsProps {
  readonly begin: Wording;
}

function Wordsmith({ template, begin, variables, canWrite }: WordsmithProps) {
  const refresh = useRefresh();
  const { language, form } = begin;
  const [subject, setSubject] = useState(begin.subject);
  const [body, setBody] = useState(begin.body);
  const [shortText, setShortText] = useState(begin.shortText);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const wording: Wording = { language, form, subject, body, shortText };
  const save = async () => {
    setBusy(true);
    try {
      const { saveNotificationsVersion } = await ask(SaveNotificationsVersionDocument, { templateId: template.id, input: wording });
      setFaults([]);
      toast(say('notifications.template.saved', { n: saveNotificationsVersion.number }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
    }
    setBusy(false);
  };
  return (
    <div className="two-cards">
      <Card title={say('notifications.template.wording')}>
        <div className="stack code">
          <Faults faults={faults} />
          <TextField
            id="wording-subject"
            label={say('notifications.column.subject')}
            value={subject}
            onValue={setSubject}
            readOnly={!canWrite}
            autoComplete="off"
          />
          <AreaField
            id="wording-body"
            label={say('notifications.template.body')}
            help={say('notifications.template.bodyHelp')}
            value={body}
            onValue={setBody}
            rows={18}
          />
          <AreaField
            id="wording-shortText"
            label={say('notifications.template.short')}
            help={say('notifications.template.shortHelp')}
            value={shortText}
            onValue={setShortText}
            rows={3}
            isOptional
          />
          <details>
            <summary>{say('notifications.template.variables')}</summary>
            <p className="small muted">{say('notifications.template.variablesHelp')}</p>
            <ul className="small">
              {variables.map((path) => (
                <li key={path}>
                  <code>{`{{ ${path} }}`}</code>
                </li>
              ))}
            </ul>
          </details>
          {canWrite && (
            <div className="actions">
              <Button kind="primary" onClick={() => void save()} isBusy={isBusy}>
                {say('notifications.template.save')}
              </Button>
            </div>
          )}
        </div>
      </Card>
      {canWrite && <PreviewCard templateId={template.id} wording={wording} />}
    </div>
  );
}

function faultsOf(error: ApiError): Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ field: '', line: null, message: error.message }];
  return problems.filter(isRecord).map(({ field, line, message }) => ({
    field: String(field ?? ''),
    line: typeof line === 'number' ? line : null,
    message: String(message),
  }));
}

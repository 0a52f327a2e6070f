import { type FormEvent, useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  CheckField,
  Dialog,
  isRecord,
  type PageProps,
  Problems,
  SelectField,
  TextField,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import { DeleteNotificationsRuleDocument, NotificationsConditionsDocument, SaveNotificationsRuleDocument } from '#operations/notifications';
import { Choices } from './choices.tsx';
import { channelText } from './message.facts.ts';
import { type Draft, draftOf, EMPTY, inputOf, labelIn, RELATIONS, type Rule, type RulesData, relationText } from './rule.facts.ts';
import { say } from './texts.ts';

interface RuleDialogProps {
  readonly data: RulesData;
  /** Null = a new one. */
  readonly rule: Rule | null;
  readonly may: PageProps['may'];
  readonly onClose: () => void;
}

interface Fault {
  readonly field: string;
  readonly message: string;
}

/** Event, conditions, who is told, by what, in which words. */
export function RuleDialog({ data, rule, may, onClose }: RuleDialogProps) {
  const refresh = useRefresh();
  const [draft, setDraft] = useState<Draft>(rule ? draftOf(rule) : EMPTY);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { subject, isDay = false } = data.notificationsEvents.find(({ name }) => name === draft.event) ?? {};
  const errorAt = (field: string) => faults.find((fault) => fault.field === field)?.message ?? null;
  const done = async (text: string) => {
    onClose();
    toast(text);
    await refresh();
  };
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
      setBusy(false);
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    return run(async () => {
      await ask(SaveNotificationsRuleDocument, { id: rule?.id ?? null, input: inputOf(draft, { before: rule, isDay }) });
      await done(say('notifications.rule.saved', { name: draft.name }));
    });
  };
  const remove = (id: string) =>
    run(async () => {
      await ask(DeleteNotificationsRuleDocument, { id });
      await done(say('notifications.rule.deleted', { name: draft.name }));
    });
  const templates = data.notificationsTemplates.filter((one) => subject === undefined || one.subject === subject);
  return (
    <Dialog title={say(rule ? 'notifications.rule.change' : 'notifications.rules.new')} onClose={onClose} shape="drawer">
      <form className="stack" onSubmit={save} noValidate>
        <Problems problems={faults.map(({ field, message }) => ({ id: `rule-${field}`, text: `${labelOf(field)} ${message}`.trim() }))} />
        <TextField
          id="rule-name"
          label={say('notifications.rule.name')}
          value={draft.name}
          onValue={(name) => change({ name })}
          error={errorAt('name')}
        />
        <SelectField
          id="rule-event"
          label={say('notifications.column.event')}
          value={draft.event}
          onValue={(event) => change({ event, templateId: '' })}
          options={data.notificationsEvents.map(({ name, label }) => ({ value: name, label }))}
          error={errorAt('event')}
        />
        {isDay && (
          <TextField
            id="rule-daysBefore"
            label={say('notifications.rule.daysBefore')}
            help={say('notifications.rule.daysBeforeHelp')}
            value={draft.daysBefore}
            onValue={(daysBefore) => change({ daysBefore })}
            inputMode="numeric"
            autoComplete="off"
            error={errorAt('daysBefore')}
          />
        )}
        <Where draft={draft} onChange={change} isContract={subject === 'contract'} may={may} />
        <Choices
          id="rule-recipients"
          label={say('notifications.column.tells')}
          values={draft.recipients}
          onValues={(recipients) => change({ recipients })}
          options={RELATIONS.map((value) => ({ value, label: relationText(value) }))}
          error={errorAt('recipients')}
        />
        <Choices
          id="rule-channels"
          label={say('notifications.rule.channels')}
          help={say('notifications.rule.channelsHelp')}
          values={draft.channels}
          onValues={(channels) => change({ channels })}
          options={data.notificationsChannels.map(({ code, isReady }) => ({
            value: code,
            label: isReady || code === 'email' ? channelText(code) : say('notifications.rule.notReady', { channel: channelText(code) }),
          }))}
          error={errorAt('channels')}
        />
        <SelectField
          id="rule-templateId"
          label={say('notifications.column.template')}
          value={draft.templateId}
          onValue={(templateId) => change({ templateId })}
          options={templates.map(({ id, name }) => ({ value: id, label: name }))}
          error={errorAt('templateId')}
        />
        <CheckField
          label={say('notifications.rule.urgent')}
          help={say('notifications.rule.urgentHelp')}
          checked={draft.isUrgent}
          onValue={(isUrgent) => change({ isUrgent })}
        />
        <CheckField
          label={say('notifications.rule.digest')}
          help={say('notifications.rule.digestHelp')}
          checked={draft.isDigest}
          onValue={(isDigest) => change({ isDigest })}
        />
        <CheckField label={say('notifications.rule.active')} checked={draft.isActive} onValue={(isActive) => change({ isActive })} />
        <div className="actions">
          {rule && <Button onClick={() => void remove(rule.id)}>{say('notifications.rule.delete')}</Button>}
          <Button onClick={onClose}>{say('notifications.act.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('notifications.rule.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface WhereProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly isContract: boolean;
  readonly may: PageProps['may'];
}

/** When the rule holds. */
function Where({ draft, onChange, isContract, may }: WhereProps) {
  const { data } = useAsk('notifications-conditions', NotificationsConditionsDocument, { withPartners: may('partner.read') });
  const every = say('notifications.rule.every');
  const statuses = (data?.contractStatuses ?? []).map(({ code, labels }) => ({ value: code, label: labelIn(labels) ?? code }));
  const named = (edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] = []) =>
    edges.map(({ node: { id, name } }) => ({ value: id, label: name }));
  return (
    <>
      {data?.partners && (
        <SelectField
          label={say('notifications.rule.partner')}
          value={draft.partnerId}
          onValue={(partnerId) => onChange({ partnerId })}
          options={named(data.partners.edges)}
          empty={every}
        />
      )}
      {isContract && (
        <>
          <SelectField
            label={say('notifications.rule.tariff')}
            value={draft.tariffId}
            onValue={(tariffId) => onChange({ tariffId })}
            options={named(data?.tariffs.edges)}
            empty={every}
          />
          {draft.event === 'contract.status-changed' && (
            <SelectField
              label={say('notifications.rule.from')}
              value={draft.statusFrom}
              onValue={(statusFrom) => onChange({ statusFrom })}
              options={statuses}
              empty={every}
            />
          )}
          <SelectField
            label={say('notifications.rule.to')}
            value={draft.statusTo}
            onValue={(statusTo) => onChange({ statusTo })}
            options={statuses}
            empty={every}
          />
          <CheckField
            label={say('notifications.rule.exceptDirectDebit')}
            help={say('notifications.rule.exceptDirectDebitHelp')}
            checked={draft.exceptDirectDebit}
            onValue={(exceptDirectDebit) => onChange({ exceptDirectDebit })}
          />
        </>
      )}
    </>
  );
}

const LABELS = {
  name: 'notifications.rule.name',
  event: 'notifications.column.event',
  templateId: 'notifications.column.template',
  recipients: 'notifications.column.tells',
  channels: 'notifications.rule.channels',
  daysBefore: 'notifications.rule.daysBefore',
} as const;
const isLabelled = (field: string): field is keyof typeof LABELS => field in LABELS;
const labelOf = (field: string): string => (isLabelled(field) ? say(LABELS[field]) : '');

/** Problems by their fields, else the message as a whole. */
function faultsOf(error: ApiError): Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ field: '', message: error.message }];
  return problems.filter(isRecord).map(({ field, message }) => ({ field: String(field ?? ''), message: String(message) }));
}

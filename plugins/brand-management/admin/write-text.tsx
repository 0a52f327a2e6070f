import { type FormEvent, useState } from 'react';
import {
  ApiError,
  AreaField,
  ask,
  Button,
  Card,
  Problems,
  SelectField,
  TextField,
  toast,
  today,
  useAsk,
  useRefresh,
  useSettled,
} from '#admin';
import { BrandManagementSaveTextDocument, BrandManagementTextPreviewDocument } from '#operations/brand-management';
import { type Fault, faultsOf } from './faults.ts';
import type { LegalText } from './legal-text.facts.ts';
import { LANGUAGES, languageName } from './open.facts.ts';
import { say } from './texts.ts';

const KINDS = ['IMPRINT', 'TERMS', 'PRIVACY', 'WITHDRAWAL'] as const;

export interface WriteTextProps {
  /** The version that the next one begins with; null = none. */
  readonly from: LegalText | null;
  readonly onClose: () => void;
}

/** The next version of a text, seen beside it as readers will see it. What is in force is never changed. */
export function WriteText({ from, onClose }: WriteTextProps) {
  const refresh = useRefresh();
  const [kind, setKind] = useState<LegalText['kind']>(from?.kind ?? 'TERMS');
  const [form, setForm] = useState({
    ...{ language: from?.language ?? document.documentElement.lang, validFrom: today() },
    ...{ title: from?.title ?? '', text: from?.text ?? '' },
  });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFaults([]);
    try {
      await ask(BrandManagementSaveTextDocument, { input: { kind, ...form } });
      toast(say('brand-management.look.saved'));
      await refresh();
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error, (field) => field || null));
    } finally {
      setBusy(false);
    }
  };
  const bind = (id: keyof typeof form) => ({
    ...{ id, value: form[id], label: say(`brand-management.texts.${id}`), error: faults.find((fault) => fault.id === id)?.text ?? null },
    onValue: (value: string) => setForm({ ...form, [id]: value }),
  });
  return (
    <div className="two-cards">
      <form onSubmit={save} noValidate>
        <Card title={say('brand-management.texts.write')}>
          <div className="stack">
            <Problems problems={faults} />
            <SelectField
              id="kind"
              label={say('brand-management.texts.kind')}
              help={kind === 'WITHDRAWAL' ? say('brand-management.texts.withdrawalHelp') : undefined}
              value={kind}
              onValue={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
              options={KINDS.map((value) => ({ value, label: say(`brand-management.kind.${value}`) }))}
            />
            <SelectField {...bind('language')} options={LANGUAGES.map((code) => ({ value: code, label: languageName(code) }))} />
            <TextField {...bind('validFrom')} type="date" min={today()} help={say('brand-management.texts.validFromHelp')} />
            <TextField {...bind('title')} autoComplete="off" />
            <AreaField {...bind('text')} rows={18} help={say('brand-management.texts.textHelp')} />
            <div className="row wrap">
              <Button kind="primary" type="submit" isBusy={isBusy}>
                {say('brand-management.texts.save')}
              </Button>
              <Button kind="quiet" onClick={onClose}>
                {say('brand-management.act.leave')}
              </Button>
            </div>
          </div>
        </Card>
      </form>
      <Preview title={form.title} text={form.text} />
    </div>
  );
}

/** Asked for when nobody types for a moment. */
function Preview({ title, text }: { readonly title: string; readonly text: string }) {
  const { data } = useAsk('brand-management-text-preview', BrandManagementTextPreviewDocument, { text: useSettled(text) });
  return (
    <Card title={say('brand-management.preview.title')}>
      <div className="stack">
        <p className="medium">{title}</p>
        {data?.legalTextPreview.map(({ heading, paragraphs }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
          <section key={at} className="stack">
            {heading !== null && <h3>{heading}</h3>}
            {paragraphs.map((paragraph, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nor have paragraphs
              <p key={index}>{paragraph}</p>
            ))}
          </section>
        ))}
      </div>
    </Card>
  );
}

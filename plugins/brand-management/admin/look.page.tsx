import { type FormEvent, useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Card,
  ErrorState,
  PageFrame,
  type PageProps,
  Problems,
  SelectField,
  TextField,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import { BrandManagementLookDocument, type BrandManagementLookQuery, BrandManagementSaveLookDocument } from '#operations/brand-management';
import { Contrasts } from './contrasts.tsx';
import { type Fault, faultsOf } from './faults.ts';
import { LogoCard } from './logo-card.tsx';
import { CONTROLS, formOf, inputOf, type LookForm } from './look.facts.ts';
import { LANGUAGES, languageName } from './open.facts.ts';
import { Preview } from './preview.tsx';
import { say } from './texts.ts';

/** How this brand shows itself, seen while it is written. */
export default function LookPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('brand-management-look', BrandManagementLookDocument, {});
  return (
    <PageFrame title={title} line={say('brand-management.look.line')}>
      {error instanceof ApiError && <ErrorState title={say('brand-management.look.failed')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {data && <Look key={data.brand.id} stored={data.brand} />}
    </PageFrame>
  );
}

function Look({ stored }: { readonly stored: BrandManagementLookQuery['brand'] }) {
  const refresh = useRefresh();
  const [form, setForm] = useState<LookForm>(() => formOf(stored));
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isBusy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFaults([]);
    try {
      await ask(BrandManagementSaveLookDocument, { input: inputOf(form) });
      toast(say('brand-management.look.saved'));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error, (field) => CONTROLS[field] ?? null));
    } finally {
      setBusy(false);
    }
  };
  const bind = (id: keyof LookForm) => ({
    ...{ id, value: form[id], label: say(`brand-management.look.${id}`), error: faults.find((fault) => fault.id === id)?.text ?? null },
    onValue: (value: string) => setForm({ ...form, [id]: value }),
  });
  return (
    <>
      <div className="two-cards">
        <form onSubmit={save} noValidate>
          <Card title={say('brand-management.look.facts')}>
            <div className="stack">
              <Problems problems={faults} />
              <TextField {...bind('name')} autoComplete="off" />
              <SelectField {...bind('language')} options={LANGUAGES.map((code) => ({ value: code, label: languageName(code) }))} />
              <TextField {...bind('accent')} type="color" help={say('brand-management.field.accentHelp')} />
              <TextField {...bind('numberPrefix')} help={say('brand-management.look.numberPrefixHelp')} autoComplete="off" />
              <TextField {...bind('senderName')} isOptional autoComplete="off" />
              <TextField {...bind('senderEmail')} isOptional type="email" autoComplete="off" />
              <TextField {...bind('holder')} isOptional autoComplete="off" />
              <TextField {...bind('iban')} isOptional help={say('brand-management.look.ibanHelp')} autoComplete="off" spellCheck={false} />
              <div>
                <Button kind="primary" type="submit" isBusy={isBusy}>
                  {say('brand-management.look.save')}
                </Button>
              </div>
            </div>
          </Card>
        </form>
        <div className="stack">
          <LogoCard />
          <Preview name={form.name} accent={form.accent} prefix={form.numberPrefix} />
        </div>
      </div>
      <Contrasts accent={form.accent} />
    </>
  );
}

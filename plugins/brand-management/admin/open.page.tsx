import { type FormEvent, type ReactNode, useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Card,
  ErrorState,
  isRecord,
  Notice,
  PageFrame,
  type PageProps,
  Problems,
  SelectField,
  toast,
  useAsk,
  useRefresh,
} from '#admin';
import {
  BrandManagementBrandsDocument,
  type BrandManagementBrandsQuery,
  BrandManagementOpenDocument,
  type BrandManagementOutcomeFragment,
  BrandManagementPartsDocument,
  BrandManagementTryDocument,
} from '#operations/brand-management';
import { BrandFields } from './brand-fields.tsx';
import { type BrandForm, type Chosen, emptyForm, type PartOfPage, requestOf, usualChoice } from './open.facts.ts';
import { Outcome } from './outcome.tsx';
import { PartChoice } from './part-choice.tsx';
import { say } from './texts.ts';

type Result = BrandManagementOutcomeFragment;
interface Fault {
  readonly id: string | null;
  readonly text: string;
}

/** Opens a brand: what it is, what it begins with, and before it is done everything that would come of it. */
export default function OpenPage({ title, search, onSearch }: PageProps) {
  const { data, error, refetch } = useAsk('brand-management', BrandManagementBrandsDocument, {});
  const brands = data?.managedBrands;
  const from = search.from ?? '';
  return (
    <PageFrame title={title} line={say('brand-management.open.line')}>
      {error instanceof ApiError && <ErrorState title={say('brand-management.page.failed')} error={error} onRetry={() => void refetch()} />}
      {!brands && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {brands && <Sourced brands={brands} from={from} onFrom={(next) => onSearch(next === '' ? {} : { from: next })} />}
    </PageFrame>
  );
}

interface SourcedProps {
  readonly brands: BrandManagementBrandsQuery['managedBrands'];
  readonly from: string;
  readonly onFrom: (id: string) => void;
}

/** Which brand it begins with; what that one has is asked once it is chosen. */
function Sourced({ brands, from, onFrom }: SourcedProps) {
  const [form, setForm] = useState<BrandForm>(emptyForm);
  const source = (
    <SelectField
      label={say('brand-management.open.from')}
      help={say('brand-management.open.fromHelp')}
      value={from}
      onValue={onFrom}
      empty={say('brand-management.open.fromNone')}
      options={brands.map(({ brandId, name }) => ({ value: brandId, label: name }))}
    />
  );
  const props = { form, onForm: setForm, from, source };
  return from === '' ? <Opening {...props} offered={NOTHING} /> : <WithParts {...props} />;
}

function WithParts(props: Omit<OpeningProps, 'offered'>) {
  const { data, error } = useAsk('brand-management-parts', BrandManagementPartsDocument, { from: props.from });
  return <Opening {...props} offered={{ parts: data?.brandCopyParts ?? [], error: error instanceof ApiError ? error : null }} />;
}

interface OpeningProps {
  readonly form: BrandForm;
  readonly onForm: (form: BrandForm) => void;
  readonly from: string;
  readonly source: ReactNode;
  readonly offered: Offered;
}

function Opening({ form, onForm, from, source, offered }: OpeningProps) {
  const [edited, setEdited] = useState<{ readonly from: string; readonly chosen: Chosen } | null>(null);
  const chosen = edited?.from === from ? edited.chosen : usualChoice(offered.parts);
  const [result, setResult] = useState<Result | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [busy, setBusy] = useState<'try' | 'open' | null>(null);
  const refresh = useRefresh();
  const request = () => requestOf(form, from, { parts: offered.parts, chosen });
  /** What was tried is no longer what stands there. */
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      set(value);
      setResult(null);
    };
  const attempt = async (step: 'try' | 'open'): Promise<void> => {
    setBusy(step);
    setFaults([]);
    try {
      if (step === 'try') {
        const { tryNewBrand } = await ask(BrandManagementTryDocument, request());
        setResult(tryNewBrand);
        setFaults(tryNewBrand.problems.map(faultOf));
      } else {
        const { openBrand } = await ask(BrandManagementOpenDocument, request());
        setResult(openBrand);
        toast(say('brand-management.open.done', { name: form.name }));
        await refresh();
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFaults(faultsOf(error));
      setResult(null);
    } finally {
      setBusy(null);
    }
  };
  const onCheck = (event: FormEvent): void => {
    event.preventDefault();
    void attempt('try');
  };
  const isOpened = result?.brandId != null;
  const canOpen = result !== null && result.problems.length === 0 && !isOpened;
  return (
    <form className="stack" onSubmit={onCheck} noValidate>
      <Problems problems={faults} />
      <Card title={say('brand-management.open.brand')}>
        <BrandFields form={form} onForm={change(onForm)} errorOf={(id) => faults.find((fault) => fault.id === id)?.text ?? null} />
      </Card>
      <Card title={say('brand-management.open.begins')}>
        {source}
        {offered.error && (
          <Notice tone="danger" role="alert">
            {offered.error.message}
          </Notice>
        )}
        {offered.parts.map((part) => (
          <PartChoice
            key={`${part.pluginId}.${part.code}`}
            part={part}
            chosen={chosen}
            onChosen={change((next: Chosen) => setEdited({ from, chosen: next }))}
          />
        ))}
      </Card>
      {result && result.problems.length === 0 && <Outcome result={result} />}
      {!isOpened && (
        <div className="row wrap">
          <Button type="submit" kind={canOpen ? 'default' : 'primary'} isBusy={busy === 'try'}>
            {say('brand-management.open.check')}
          </Button>
          {canOpen && (
            <Button kind="primary" onClick={() => void attempt('open')} isBusy={busy === 'open'}>
              {say('brand-management.open.do', { name: form.name })}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

interface Offered {
  readonly parts: readonly PartOfPage[];
  readonly error: ApiError | null;
}
const NOTHING: Offered = { parts: [], error: null };

const fieldOf = (field: string): string | null => (field.startsWith('hosts') ? 'hosts' : field.replace(/^brand\./, '') || null);
const faultOf = ({ field, message, remedy }: Result['problems'][number]): Fault => ({
  id: fieldOf(field),
  text: `${message} ${remedy}`.trim(),
});

function faultsOf(error: ApiError): readonly Fault[] {
  const { problems } = error.details;
  if (!Array.isArray(problems)) return [{ id: null, text: error.message }];
  return problems
    .filter(isRecord)
    .map(({ field, message, remedy }) =>
      faultOf({ field: String(field ?? ''), message: String(message ?? ''), remedy: String(remedy ?? '') }),
    );
}

import { type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { ApiError, Button, CheckField, ChoiceField, isRecord, Notice, OFFLINE, TextField } from '#web';
import { CodeStep } from './code-step.tsx';
import { CostsChoice } from './costs-choice.tsx';
import { DeclineForm } from './decline-form.tsx';
import { isName, mayWait } from './rules.ts';
import { type DocumentView, type Drawing, type SignatureToSend, type SigningProps, sendSignature } from './signing.api.ts';
import { forgetKept, keepWaiting } from './tablet.ts';
import { say, sayIfKnown } from './texts.ts';

/** With the library that draws: only whoever draws loads it. */
const Pad = lazy(() => import('./pad.tsx'));

type Method = 'DRAWN' | 'TYPED';
type Faults = Readonly<Record<string, string | undefined>>;

export interface SignFormProps extends SigningProps {
  readonly document: DocumentView;
  /** Signed on a tablet without network: it waits on the device. */
  readonly onKept: () => void;
}

/** How, by whom, and the consent; what is missing is said at its field, all at once. */
export function SignForm({ view, document, token, onView, onKept }: SignFormProps) {
  const { me } = view;
  const isCompany = me.role === 'COMPANY';
  const isCosts = view.kind === 'COSTS';
  // One key for as long as this form stands: a second click, or a repeat after a lost answer, is the same signature.
  const key = useRef(crypto.randomUUID());
  const [method, setMethod] = useState<Method>('DRAWN');
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [name, setName] = useState(me.name ?? '');
  const [capacity, setCapacity] = useState('');
  const [hasAuthority, setAuthority] = useState(false);
  const [isConsented, setConsented] = useState(false);
  const [acceptedCosts, setAcceptedCosts] = useState<readonly string[]>([]);
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDeclining, setDeclining] = useState(false);

  /** What is mended is not marked any more. */
  const mended =
    <Value,>(field: string, set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      setFaults((before) => ({ ...before, [field]: undefined }));
    };

  const sign = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = missingIn({
      method,
      name,
      drawing,
      isConsented,
      ...(isCompany && { capacity, hasAuthority }),
      ...(isCosts && { acceptedCosts }),
    });
    setFaults(faultsOf(missing));
    setFailure(null);
    if (missing.length > 0) return;
    setBusy(true);
    const signature: SignatureToSend = {
      ...{ documentSha256: document.sha256, method, name, isConsented, key: key.current },
      ...(method === 'DRAWN' && drawing && { drawing }),
      ...(isCompany && { capacity, hasAuthority }),
      ...(isCosts && { acceptedCosts }),
    };
    try {
      const signed = await sendSignature(token, signature);
      forgetKept(token); // an earlier one that waited here with a fault
      onView(signed);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === OFFLINE && mayWait(view)) {
        keepWaiting({ token, signature: { ...signature, signedOffAt: new Date().toISOString() } });
        return onKept();
      }
      setFaults(faultsOf(fieldsOf(error)));
      setFailure(error.code === OFFLINE && view.isOnTablet ? say('e-signature.tablet.codeFirst') : error.message);
      setBusy(false);
    }
  };

  if (isDeclining) return <DeclineForm token={token} onView={onView} onClose={() => setDeclining(false)} />;
  return (
    <form className="card pad stack" onSubmit={(event) => void sign(event)} noValidate aria-labelledby="e-signature-yours">
      <h2 id="e-signature-yours">{say('e-signature.sign.yours')}</h2>
      {me.code && <CodeStep code={me.code} token={token} onView={onView} />}
      {isCosts && (
        <CostsChoice
          costs={view.costs}
          chosen={acceptedCosts}
          onChosen={mended('acceptedCosts', setAcceptedCosts)}
          error={faults.acceptedCosts}
        />
      )}
      <ChoiceField
        label={say('e-signature.sign.how')}
        value={method}
        onValue={(value) => setMethod(value === 'TYPED' ? 'TYPED' : 'DRAWN')}
        options={[
          { value: 'DRAWN', label: say('e-signature.sign.draw') },
          { value: 'TYPED', label: say('e-signature.sign.type') },
        ]}
      />
      {method === 'DRAWN' && (
        <Suspense fallback={<p className="waiting-part" aria-busy="true" />}>
          <Pad onDrawing={mended('drawing', setDrawing)} error={faults.drawing ?? null} />
        </Suspense>
      )}
      <TextField
        label={say('e-signature.sign.name')}
        help={method === 'TYPED' ? say('e-signature.sign.nameTyped') : undefined}
        value={name}
        onValue={mended('name', setName)}
        autoComplete="name"
        error={faults.name}
      />
      {method === 'TYPED' && (
        <p className="e-signature-typed" aria-hidden>
          {name}
        </p>
      )}
      {isCompany && (
        <>
          <TextField
            label={say('e-signature.sign.capacity')}
            help={say('e-signature.sign.capacityHelp')}
            value={capacity}
            onValue={mended('capacity', setCapacity)}
            autoComplete="organization-title"
            error={faults.capacity}
          />
          <CheckField
            label={document.authority ?? ''}
            checked={hasAuthority}
            onValue={mended('hasAuthority', setAuthority)}
            error={faults.hasAuthority}
          />
        </>
      )}
      <div lang={view.language}>
        <CheckField
          label={document.consent.join(' ')}
          checked={isConsented}
          onValue={mended('isConsented', setConsented)}
          error={faults.isConsented}
        />
      </div>
      {failure !== null && (
        <Notice tone="danger" role="alert">
          {failure}
        </Notice>
      )}
      <Button kind="primary" type="submit" isWide isBusy={isBusy}>
        {say(isCosts ? 'e-signature.sign.submitCosts' : 'e-signature.sign.submit')}
      </Button>
      <Button kind="quiet" isWide onClick={() => setDeclining(true)}>
        {say(isCosts ? 'e-signature.sign.declineCosts' : 'e-signature.sign.decline')}
      </Button>
    </form>
  );
}

interface Filled {
  readonly method: Method;
  readonly name: string;
  readonly drawing: Drawing | null;
  readonly isConsented: boolean;
  /** Of a company alone. */
  readonly capacity?: string;
  readonly hasAuthority?: boolean;
  /** Of costs alone. */
  readonly acceptedCosts?: readonly string[];
}

/** Fields that lack something, in the order of the form. */
const missingIn = ({ method, name, drawing, isConsented, capacity, hasAuthority, acceptedCosts }: Filled): string[] => [
  ...(acceptedCosts?.length === 0 ? ['acceptedCosts'] : []),
  ...(method === 'DRAWN' && drawing === null ? ['drawing'] : []),
  ...(isName(name) ? [] : ['name']),
  ...(capacity?.trim() === '' ? ['capacity'] : []),
  ...(hasAuthority === false ? ['hasAuthority'] : []),
  ...(isConsented ? [] : ['isConsented']),
];

const faultsOf = (fields: readonly string[]): Faults =>
  Object.fromEntries(fields.map((field) => [field, sayIfKnown(`e-signature.sign.missing.${field}`) ?? undefined]));

function fieldsOf({ code, details: { problems } }: ApiError): string[] {
  if (code === 'E_SIGNATURE_CODE_MISSING') return ['code'];
  return Array.isArray(problems) ? problems.filter(isRecord).map(({ field }) => String(field)) : [];
}

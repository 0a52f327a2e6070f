import '../contracts/contract.css';
import '../work.css';
import { Link, useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ContractTotalDocument, PreviewMassChangeDocument, TariffChoicesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { contractFilterOf } from '../contracts/contracts.search.ts';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { labelOf } from '../statuses/state-labels.ts';
import { useAsk } from '../use-ask.ts';
import { chosenIds, type MassSearch } from './mass.search.ts';
import { type MassStep, useSteps } from './mass-change.facts.ts';

export function NewMassChangePage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'contract.mass-change') ? <Form /> : <NoPermission me={me} title={say('office.mass.new')} />;
}

/** Which step, why and when; nothing moves before it was looked at. */
function Form() {
  const search = useSearch({ from: '/office/mass-changes/new' });
  const navigate = useNavigate();
  const { steps, statusLabel } = useSteps();
  const [code, setCode] = useState('');
  const [reasonCode, setReasonCode] = useState('');
  const [reason, setReason] = useState('');
  const [on, setOn] = useState('');
  const [tariffId, setTariffId] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const step = steps.find((one) => one.code === code);
  const ids = chosenIds(search);
  const preview = async (event: FormEvent) => {
    event.preventDefault();
    setFault(step ? null : say('office.mass.stepMissing'));
    if (!step || isBusy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { previewMassChange } = await ask(PreviewMassChangeDocument, {
        ...(ids.length > 0 ? { ids } : { filter: contractFilterOf(search) }),
        ...{ transition: step.code, reason: reason.trim() || null, reasonCode: reasonCode || null },
        ...{ effectiveOn: on || null, tariffId: tariffId || null },
      });
      await navigate({ to: '/mass-changes/$id', params: { id: previewMassChange.id } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.message);
      setBusy(false);
    }
  };
  return (
    <div className="detail on-canvas">
      <title>{`${say('office.mass.new')} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/mass-changes" search={{}}>
            {say('office.mass.title')}
          </Link>
        </nav>
        <h1 tabIndex={-1}>{say('office.mass.new')}</h1>
      </header>
      <form className="card block page-form" onSubmit={preview} noValidate>
        <Meant search={search} />
        <SelectField
          label={say('office.mass.step')}
          value={code}
          onValue={(next) => {
            setCode(next);
            setReasonCode('');
          }}
          empty={say('kit.choose')}
          options={steps.map((one) => ({ value: one.code, label: `${one.label} → ${statusLabel(one.to)}` }))}
          error={fault}
        />
        {step && <StepFields {...{ step, on, setOn, reasonCode, setReasonCode }} />}
        {code === 'change_tariff' && <Tariffs value={tariffId} onValue={setTariffId} />}
        <TextField label={say('office.step.note')} isOptional value={reason} onValue={setReason} />
        <p className="muted small">{say('office.mass.nothingYet')}</p>
        {problem !== null && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <div className="row">
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.mass.look')}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** How many contracts, and the way back to them. */
function Meant({ search }: { readonly search: MassSearch }) {
  const { ids: _ids, ...list } = search;
  const chosen = chosenIds(search).length;
  const { data } = useAsk('contract-total', ContractTotalDocument, { filter: contractFilterOf(list) });
  return (
    <p className="between">
      <b>
        {chosen > 0 ? sayCount('office.mass.chosen', chosen) : say('office.mass.ofList', { total: data?.contracts.total.label ?? '…' })}
      </b>
      <Link to="/contracts" search={list}>
        {say('office.mass.otherContracts')}
      </Link>
    </p>
  );
}

interface StepFieldsProps {
  readonly step: MassStep;
  readonly on: string;
  readonly setOn: (day: string) => void;
  readonly reasonCode: string;
  readonly setReasonCode: (code: string) => void;
}

const StepFields = ({ step: { day, reasons, isReasonRequired }, on, setOn, reasonCode, setReasonCode }: StepFieldsProps) => (
  <>
    {day && (
      <TextField
        label={say(`office.step.day.${day}`)}
        help={say(`office.step.dayHelp.${day}`)}
        isOptional={day !== 'START'}
        type="date"
        value={on}
        onValue={setOn}
      />
    )}
    {reasons.length > 0 && (
      <SelectField
        label={say('office.step.reason')}
        isOptional={!isReasonRequired}
        value={reasonCode}
        onValue={setReasonCode}
        empty={say('kit.choose')}
        options={reasons.map((one) => ({ value: one.code, label: labelOf(one) }))}
      />
    )}
  </>
);

function Tariffs(props: { readonly value: string; readonly onValue: (id: string) => void }) {
  const { data } = useAsk('tariff-choices', TariffChoicesDocument, {});
  const options = (data?.tariffs.edges ?? []).map(({ node: { id, name } }) => ({ value: id, label: name }));
  return <SelectField label={say('office.mass.tariff')} empty={say('kit.choose')} options={options} {...props} />;
}

import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type Commodity, NewTariffDocument, type Segment } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { today } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Dialog } from '../../kit/parts/dialog.tsx';
import { AreaField, CheckField, SelectField, TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import { oneOf } from '../list/loaded.ts';
import { type ApiProblem, problemsOf } from '../problems-of.ts';
import { refresh } from '../use-ask.ts';

const COMMODITIES: readonly Commodity[] = ['ELECTRICITY', 'GAS', 'HEAT', 'WATER', 'SUBSCRIPTION'];
const SEGMENTS: readonly Segment[] = ['HOUSEHOLD', 'BUSINESS'];

/** A new product without a price; its first version is written next. */
export function NewTariffDialog({ onClose }: { readonly onClose: () => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState({
    code: '',
    name: '',
    description: '',
    commodity: 'ELECTRICITY',
    segment: 'HOUSEHOLD',
    saleFrom: today(),
  });
  const [isGreen, setGreen] = useState(false);
  const [problems, setProblems] = useState<readonly ApiProblem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { commodity, segment, description, ...facts } = form;
      const input = {
        ...{ ...facts, isGreen, description: description.trim() || null },
        ...{ commodity: oneOf(commodity, COMMODITIES) ?? 'ELECTRICITY', segment: oneOf(segment, SEGMENTS) ?? 'HOUSEHOLD' },
      };
      const { createTariff } = await ask(NewTariffDocument, { input });
      await refresh(queries);
      await navigate({ to: '/tariffs/$id/write', params: { id: createTariff.id }, search: {} });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblems(problemsOf(error));
      setBusy(false);
    }
  };
  const facts = (field: keyof typeof form) => ({
    id: `tariff-${field}`,
    value: form[field],
    onValue: (value: string) => setForm({ ...form, [field]: value }),
    error: problems.find((problem) => problem.field === field)?.message ?? null,
  });
  const labels: Readonly<Record<string, string>> = {
    ...{ code: say('office.tariffs.code'), name: say('office.customer.name'), saleFrom: say('office.tariff.firstSale') },
  };
  return (
    <Dialog title={say('office.tariff.new')} onClose={onClose}>
      <form className="stack" onSubmit={create} noValidate>
        <Problems
          problems={problems.map(({ field, message }) => ({
            id: field in form ? `tariff-${field}` : null,
            text: `${labels[field] ?? ''} ${message}`.trim(),
          }))}
        />
        <TextField label={say('office.customer.name')} autoComplete="off" {...facts('name')} />
        <TextField label={say('office.tariffs.code')} autoComplete="off" help={say('office.tariff.codeHelp')} {...facts('code')} />
        <SelectField
          label={say('office.pointList.commodity')}
          options={COMMODITIES.map((value) => ({ value, label: say(`kit.commodity.${value}`) }))}
          {...facts('commodity')}
        />
        <SelectField
          label={say('office.tariffs.segment')}
          options={SEGMENTS.map((value) => ({ value, label: say(`office.tariffs.segment.${value}`) }))}
          {...facts('segment')}
        />
        <TextField label={say('office.tariff.firstSale')} type="date" {...facts('saleFrom')} />
        <AreaField label={say('office.tariff.description')} isOptional {...facts('description')} />
        <CheckField label={say('office.tariff.isGreen')} checked={isGreen} onValue={setGreen} />
        <div className="actions">
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.tariff.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

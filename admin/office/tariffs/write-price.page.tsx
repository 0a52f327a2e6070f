import '../contracts/contract.css';
import './tariffs.css';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useRouteContext, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { DraftPriceDocument, EditPriceDocument, HandInPriceDocument, TariffDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { addDays, day, today } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { keep, kept } from '../../kit/preferences.ts';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { type ApiProblem, problemsOf } from '../problems-of.ts';
import { may } from '../session.ts';
import { toast } from '../toasts.tsx';
import { refresh } from '../use-ask.ts';
import { idOf, type PriceEdit } from './price-field.tsx';
import { changedGroups, emptyForm, merged, type PriceForm, withoutRow, withRow } from './price-form.ts';
import { type FormProblem, inputOf, placeOf } from './price-input.ts';
import { PricePreview } from './price-preview.tsx';
import { PriceSections } from './price-sections.tsx';
import { formOf } from './price-stored.ts';
import { fieldLabel, groupLabel, type Version } from './tariff.facts.ts';
import { Crumbs, type TariffOfPage, WithTariff } from './tariff.page.tsx';

/** Where a version is written: a new one, a copy of another one, or a draft that is there. */
export function WritePricePage() {
  const { me } = useRouteContext({ from: '/office' });
  const { id } = useParams({ from: '/office/tariffs/$id/write' });
  const { version, from } = useSearch({ from: '/office/tariffs/$id/write' });
  if (!may(me, 'tariff.write')) return <NoPermission me={me} title={say('office.tariff.newVersion')} />;
  return (
    <WithTariff id={id}>
      {(tariff) => {
        const find = (wanted: string | undefined) => tariff.prices.find((one) => one.id === wanted && wanted !== undefined) ?? null;
        const draft = find(version);
        return (
          <Editor key={`${id} ${version} ${from}`} tariff={tariff} draft={draft?.state === 'DRAFT' ? draft : null} copied={find(from)} />
        );
      }}
    </WithTariff>
  );
}

interface EditorProps {
  readonly tariff: TariffOfPage;
  /** null = a new one. */
  readonly draft: Version | null;
  readonly copied: Version | null;
}

function Editor({ tariff, draft, copied }: EditorProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const place = `vk.price.${brand.code}.${draft?.id ?? tariff.id}`;
  // What was there when this form began: somebody else may change the draft while it is written.
  const [seen, setSeen] = useState(() => ({ form: begin(draft, copied), version: draft?.version ?? 0 }));
  const begun = seen.form;
  const [restored] = useState(() => restore(place));
  const [form, setForm] = useState<PriceForm>(restored ?? begun);
  const [told, setTold] = useState<readonly ApiProblem[]>([]);
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<readonly ShownFault[] | null>(null);
  const [busy, setBusy] = useState<'save' | 'handIn' | null>(null);
  const read = useMemo(() => inputOf(form), [form]);
  const isChanged = JSON.stringify(form) !== JSON.stringify(begun);
  useEffect(() => keep(place, isChanged ? JSON.stringify(form) : null), [form, isChanged, place]);

  // While somebody types, fields that are empty are not nagged about; after a refusal everything is told.
  const live = [...faultsOf(read.problems), ...apiFaults(told, read)].filter(({ path }) => (form[path] ?? '') !== '');
  const faults = [...(refused ?? []), ...live];
  const change = (next: PriceForm) => setForm(next);
  const edit: PriceEdit = {
    form,
    set: (path, value) => {
      setForm({ ...form, [path]: value });
      setRefused((all) => all?.filter((fault) => fault.path !== path) ?? null);
    },
    add: (list) => change(withRow(form, list)),
    remove: (list, at) => change(withoutRow(form, list, at)),
    errorOf: (path) => faults.find((fault) => fault.path === path)?.text ?? null,
  };

  const save = async (then: 'save' | 'handIn') => {
    if (read.problems.length > 0) return setRefused(faultsOf(read.problems));
    setBusy(then);
    try {
      const id = await saved({ tariff, draft, version: seen.version, input: read.input });
      if (then === 'handIn') await ask(HandInPriceDocument, { id });
      keep(place, null);
      toast(say(then === 'handIn' ? 'office.write.handedIn' : 'office.write.saved', { name: tariff.name }));
      await refresh(queries);
      await navigate({ to: '/tariffs/$id/versions/$version', params: { id: tariff.id, version: id } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'TARIFF_PRICE_CHANGED') await takeOver();
      else setRefused(apiFaults(problemsOf(error), read));
      setBusy(null);
    }
  };
  const takeOver = async () => {
    const fresh = (await ask(TariffDocument, { id: tariff.id })).tariff?.prices.find(({ id }) => id === draft?.id);
    if (!fresh) return;
    const form = formOf(fresh);
    setTheirs(changedGroups(begun, form));
    setForm((mine) => merged({ begun, mine, theirs: form }));
    setSeen({ form, version: fresh.version });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save('save');
  };
  const title = draft ? say('office.write.change', { day: day(draft.validFrom) }) : say('office.tariff.newVersion');
  return (
    <div className="detail on-canvas">
      <title>{`${refused?.length ? say('office.write.error') : ''}${title} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <Crumbs tariff={tariff} />
        <div className="detail-title">
          <h1 tabIndex={-1}>{title}</h1>
        </div>
        <p className="muted detail-line">{say('office.write.draft')}</p>
      </header>
      <form className="detail-columns" onSubmit={submit} noValidate>
        <div className="detail-main">
          {restored && isChanged && (
            <Notice>
              {say('office.write.restored')}{' '}
              <button type="button" className="linklike" onClick={() => setForm(begun)}>
                {say('office.write.forget')}
              </button>
            </Notice>
          )}
          {theirs.length > 0 && (
            <Notice tone="warning" role="alert">
              <strong>{say('office.write.conflict')}</strong>
              <ul>
                {theirs.map((path) => (
                  <li key={path}>{[groupLabel(path), fieldLabel(path)].filter(Boolean).join(', ')}</li>
                ))}
              </ul>
              <p>{say('office.write.conflictNext')}</p>
            </Notice>
          )}
          {refused && (
            <Problems problems={refused.map(({ path, text }) => ({ id: path === '' ? null : idOf(path), text: named(path, text) }))} />
          )}
          <PriceSections edit={edit} unit={UNITS[tariff.commodity] ?? 'kWh'} />
        </div>
        <div className="detail-side sticky-side">
          <PricePreview tariffId={tariff.id} read={read} onProblems={setTold} />
          <div className="card block stack tight">
            <Button kind="primary" type="submit" isWide isBusy={busy === 'save'}>
              {say('office.write.save')}
            </Button>
            <Button isWide isBusy={busy === 'handIn'} onClick={() => void save('handIn')}>
              {say('office.write.saveHandIn')}
            </Button>
            <p className="muted small" role="status">
              {isChanged ? say('office.write.kept') : say('office.write.unchanged')}
            </p>
          </div>
        </div>
      </form>
    </div>
  );
}

const UNITS: Readonly<Record<string, string>> = { WATER: 'm³', SUBSCRIPTION: say('office.price.piece') };

/** A copy begins on the day after tomorrow's first of a month, for lack of a better one: its day is always asked. */
function begin(draft: Version | null, copied: Version | null): PriceForm {
  if (draft) return formOf(draft);
  const next = firstOfNextMonth();
  return copied ? { ...formOf(copied), validFrom: next, validTo: '' } : emptyForm(next);
}

const firstOfNextMonth = (): string => `${addDays(`${today().slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

function restore(place: string): PriceForm | null {
  try {
    const read: unknown = JSON.parse(kept(place) ?? 'null');
    return typeof read === 'object' && read !== null ? (read as PriceForm) : null; // written by this page alone
  } catch {
    return null; // kept by an older version of this page
  }
}

interface Saving {
  readonly tariff: TariffOfPage;
  readonly draft: Version | null;
  readonly version: number;
  readonly input: ReturnType<typeof inputOf>['input'];
}

async function saved({ tariff, draft, version, input }: Saving): Promise<string> {
  if (draft) return (await ask(EditPriceDocument, { id: draft.id, price: input, version })).editTariffPrice.id;
  return (await ask(DraftPriceDocument, { tariffId: tariff.id, price: input })).draftTariffPrice.id;
}

interface ShownFault {
  /** Of the form; "" = of none. */
  readonly path: string;
  readonly text: string;
}

const faultsOf = (problems: readonly FormProblem[]): ShownFault[] =>
  problems.map(({ path, code }) => ({ path, text: say(`office.write.problem.${code}`) }));

const apiFaults = (problems: readonly ApiProblem[], read: ReturnType<typeof inputOf>): ShownFault[] =>
  problems.map(({ field, message }) => ({ path: field === '' ? '' : placeOf(field, read), text: message }));

/** "Energy price, Price: is negative", as the summary says it. */
const named = (path: string, text: string): string =>
  path === '' ? text : `${[groupLabel(path), fieldLabel(path)].filter(Boolean).join(', ')}: ${text}`;

import { useEffect, useState } from 'react';
import { PreviewDraftDocument, type PreviewDraftQuery, type PricedBlocksFragment } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { money, number } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { keep, kept } from '../../kit/preferences.ts';
import { say, sayCount, sayIfKnown } from '../../kit/text.ts';
import { type ApiProblem, problemsOf } from '../problems-of.ts';
import { useAsk } from '../use-ask.ts';
import { useSettled } from '../use-settled.ts';
import type { ReadPrice } from './price-input.ts';

/** An example place where nobody has named one: the middle of the capital. */
const CAPITALS: Readonly<Record<string, string>> = { AT: '1010', DE: '10115', DK: '1050', NO: '0150', PL: '00-001' };
const PLACE = `vk.example.${brand.code}`;

export interface PricePreviewProps {
  readonly tariffId: string;
  /** What is written now; with problems nothing is asked. */
  readonly read: ReadPrice;
  /** Told what the API finds wrong while somebody types; null where nobody types. */
  readonly onProblems: ((problems: readonly ApiProblem[]) => void) | null;
}

/** What somebody would pay by the version that is being written, beside the one before it. */
export function PricePreview({ tariffId, read, onProblems }: PricePreviewProps) {
  const [example, setExample] = useState(exampleKept);
  const set = (change: Partial<Example>) => {
    const next = { ...example, ...change };
    setExample(next);
    keep(PLACE, JSON.stringify(next));
  };
  const asked = useSettled(
    JSON.stringify({ tariffId, price: read.input, postcode: example.postcode.trim(), annualKwh: Number(example.annualKwh) }),
  );
  const isComplete = read.problems.length === 0 && example.postcode.trim() !== '' && /^[1-9]\d{0,8}$/.test(example.annualKwh);
  const { data, error } = useAsk('preview-draft', PreviewDraftDocument, JSON.parse(asked), { isAsked: isComplete });
  useEffect(() => {
    if (!onProblems) return;
    onProblems(error instanceof ApiError && error.code === 'TARIFF_PRICE_INVALID' ? problemsOf(error) : []);
  }, [error, onProblems]);
  return (
    <section className="card block preview" aria-labelledby="preview">
      <h2 id="preview" className="block-head">
        {say('office.preview.title')}
      </h2>
      <div className="fields two-fields">
        <TextField
          label={say('office.preview.postcode')}
          autoComplete="off"
          value={example.postcode}
          onValue={(postcode) => set({ postcode })}
        />
        <TextField
          label={say('office.figure.use')}
          unit="kWh"
          inputMode="numeric"
          value={example.annualKwh}
          onValue={(annualKwh) => set({ annualKwh })}
        />
      </div>
      <div role="status" aria-live="polite">
        {!isComplete && <p className="muted">{say('office.preview.incomplete')}</p>}
        {isComplete && error instanceof ApiError && (
          <Notice tone="warning">
            {error.code === 'TARIFF_PRICE_INVALID' ? sayCount('office.preview.faulty', problemsOf(error).length) : error.message}
          </Notice>
        )}
        {isComplete && !error && data && <Shown preview={data.previewTariffDraft} />}
        {isComplete && !error && !data && <span className="bone wide" />}
      </div>
    </section>
  );
}

function Shown({ preview }: { readonly preview: PreviewDraftQuery['previewTariffDraft'] }) {
  const { version, before, reason, contracts, contractsYearCents } = preview;
  if (!version) return <Notice tone="warning">{reason ?? say('office.preview.notSold')}</Notice>;
  return (
    <div className="stack tight">
      <p>
        <span className="price">{money(version.monthlyCents)}</span> {say('kit.aMonth')}
      </p>
      <table className="table inner sums">
        <thead>
          <tr>
            <th scope="col">{say('office.preview.perYear')}</th>
            {before && (
              <th scope="col" className="right">
                {say('office.preview.before')}
              </th>
            )}
            <th scope="col" className="right">
              {say('office.preview.now')}
            </th>
          </tr>
        </thead>
        <tbody>
          {version.blocks.map((block) => (
            <Line
              key={block.code}
              label={sayIfKnown(`office.block.${block.code}`) ?? block.code}
              before={before && (before.blocks.find(({ code }) => code === block.code)?.runningYearCents ?? 0)}
              now={block.runningYearCents}
            />
          ))}
          <Line label={say('office.preview.running')} before={before?.runningYearCents ?? null} now={version.runningYearCents} />
          <Line label={say('office.figure.firstYear')} before={before?.firstYearCents ?? null} now={version.firstYearCents} />
        </tbody>
      </table>
      {before && <p>{difference(before, version)}</p>}
      <p className="muted small">
        {sayCount('office.preview.contracts', contracts)}
        {contractsYearCents !== null && contracts > 0 && ` ${say('office.preview.contractsPay', { amount: signed(contractsYearCents) })}`}
      </p>
    </div>
  );
}

interface LineProps {
  readonly label: string;
  readonly before: number | null;
  readonly now: number;
}

const Line = ({ label, before, now }: LineProps) => (
  <tr>
    <th scope="row">{label}</th>
    {before !== null && <td className="right num">{money(before)}</td>}
    <td className="right num">{money(now)}</td>
  </tr>
);

const signed = (cents: number): string => `${cents > 0 ? '+' : ''}${money(cents)}`;

function difference(before: PricedBlocksFragment, now: PricedBlocksFragment): string {
  const cents = now.runningYearCents - before.runningYearCents;
  const percent = before.runningYearCents === 0 ? '' : ` (${number((cents / before.runningYearCents) * 100, 1)}\u202f%)`;
  return say('office.preview.difference', { amount: `${signed(cents)}${percent}` });
}

interface Example {
  readonly postcode: string;
  readonly annualKwh: string;
}

/** The example of the last time: whoever prices for one place does so again. */
function exampleKept(): Example {
  const usual = { postcode: CAPITALS[brand.country] ?? '', annualKwh: '3500' };
  try {
    const read: unknown = JSON.parse(kept(PLACE) ?? 'null');
    return { ...usual, ...(typeof read === 'object' ? read : {}) };
  } catch {
    return usual; // kept by an older version of this page
  }
}

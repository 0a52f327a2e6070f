import { useState } from 'react';
import { CompareVersionsDocument } from '../../../generated/admin/graphql.ts';
import { SelectField } from '../../kit/parts/field.tsx';
import { Notice } from '../../kit/parts/notice.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { useAsk } from '../use-ask.ts';
import { fieldLabel, stateOf, timeOf, type Version, valueWords } from './tariff.facts.ts';

/** Two versions of one's choice beside each other; nothing but what differs. */
export function Compare({ versions }: { readonly versions: readonly Version[] }) {
  const current = versions.find((version) => stateOf(version) === 'inForce') ?? versions[0];
  const newest = versions.findLast(({ id }) => id !== current?.id);
  const [before, setBefore] = useState(current?.id ?? '');
  const [after, setAfter] = useState(newest?.id ?? '');
  const options = versions.map((version) => ({
    value: version.id,
    label: [timeOf(version), version.region, say(`office.version.state.${stateOf(version)}`)].filter(Boolean).join(' · '),
  }));
  return (
    <div className="card block">
      <h2 id="compare" className="block-head">
        {say('office.compare.title')}
      </h2>
      <div className="fields wide-fields">
        <SelectField label={say('office.compare.before')} value={before} onValue={setBefore} options={options} />
        <SelectField label={say('office.compare.after')} value={after} onValue={setAfter} options={options} />
      </div>
      {before !== '' && after !== '' && <Differences before={before} after={after} />}
    </div>
  );
}

/** What differs between two versions, field by field. */
export function Differences({ before, after }: { readonly before: string; readonly after: string }) {
  const { data, error } = useAsk('compare-versions', CompareVersionsDocument, { before, after });
  const found = data?.compareTariffPrices;
  if (error) return <Notice tone="danger">{error.message}</Notice>;
  if (!found) return <p className="muted">{data ? say('office.compare.gone') : ''}</p>;
  if (found.length === 0) return <p className="muted">{say('office.compare.same')}</p>;
  return (
    <TableScroll aria-label={say('office.compare.title')}>
      <table className="table inner compare">
        <thead>
          <tr>
            <th scope="col">{say('office.compare.field')}</th>
            <th scope="col">{say('office.compare.before')}</th>
            <th scope="col">{say('office.compare.after')}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{differenceLabel(field)}</th>
              <td className="num">{before === null ? <span className="muted">–</span> : valueWords(field, before)}</td>
              <td className="num medium">{after === null ? <span className="muted">–</span> : valueWords(field, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The parts of a version as the comparison names them, and as the form does. */
const GROUPS: Readonly<Record<string, string>> = {
  ...{ 'base-fee': 'base', energy: 'energy', 'one-off-fee': 'fees', bonus: 'bonuses', areas: 'areas', leavingFee: 'leavingFee' },
};

/** "bonus:fixed 2.amount" is "Bonus 2: Amount". */
function differenceLabel(field: string): string {
  const [, kind = '', count, rest = ''] = /^([\w-]+)(?::[\w-]+)?(?: (\d+))?(?:\.(.+))?$/.exec(field) ?? [];
  const group = sayIfKnown(`office.price.group.${GROUPS[kind] ?? ''}`);
  if (group === null) return fieldLabel(field);
  const words = rest.split('.').filter((word) => word !== '' && !/^\d+$/.test(word));
  return [count ? `${group} ${count}` : group, ...words.map(fieldLabel)].join(': ');
}

import '../contracts/contract.css';
import './dashboard.css';
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { PartnerChoicesDocument } from '../../../generated/admin/graphql.ts';
import { day } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { PluginTiles } from '../plugged/plugin-tiles.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { askedOf, type DashboardSearch, PERIODS, periodOf } from './dashboard.search.ts';
import { Funnel } from './funnel.tsx';
import { OrdersByDay } from './orders-by-day.tsx';
import { Ranking } from './ranking.tsx';
import { Times } from './times.tsx';

/** The start page: how selling goes, in days and for partners of one's choice. The address says which. */
export function DashboardPage() {
  const { me } = useRouteContext({ from: '/office' });
  const title = say('office.dashboard.title');
  return may(me, 'order.read') || may(me, 'contract.read') ? <Page /> : <NoPermission me={me} title={title} />;
}

function Page() {
  const { me } = useRouteContext({ from: '/office' });
  const search = useSearch({ from: '/office/' });
  const navigate = useNavigate();
  const onSearch = (next: DashboardSearch) => void navigate({ to: '/', search: next, replace: true });
  const asked = askedOf(search);
  const { from, to } = asked.days;
  return (
    <div className="on-canvas">
      <title>{`${say('office.dashboard.title')} · ${brand.name}`}</title>
      <div className="page-head">
        <div className="row">
          <h1 tabIndex={-1}>{say('office.dashboard.title')}</h1>
          <span className="muted" role="status">
            {say('office.dashboard.range', { from: day(from), to: day(to) })}
          </span>
        </div>
      </div>
      <search className="dashboard-bar">
        <Periods search={search} onSearch={onSearch} />
        <TextField
          label={say('office.filter.fromDay')}
          type="date"
          value={from}
          onValue={(value) => value !== '' && onSearch({ ...withoutDays(search), from: value, to })}
        />
        <TextField
          label={say('office.filter.toDay')}
          type="date"
          value={to}
          onValue={(value) => value !== '' && onSearch({ ...withoutDays(search), from, to: value })}
        />
        {may(me, 'partner.read') && <PartnerField search={search} onSearch={onSearch} />}
      </search>
      <div className="dashboard">
        {may(me, 'order.read') && <OrdersByDay asked={asked} />}
        {may(me, 'contract.read') && <Funnel asked={asked} />}
        {may(me, 'contract.read') && <Times asked={asked} />}
        {may(me, 'partner.read') && <Ranking asked={asked} search={search} />}
      </div>
      <PluginTiles />
    </div>
  );
}

interface FilterProps {
  readonly search: DashboardSearch;
  readonly onSearch: (search: DashboardSearch) => void;
}

const withoutDays = ({ days: _days, from: _from, to: _to, ...rest }: DashboardSearch): DashboardSearch => rest;

const Periods = ({ search, onSearch }: FilterProps) => (
  <Segmented
    label={say('office.dashboard.period')}
    value={periodOf(search) ?? ''}
    onValue={(days) => onSearch({ ...withoutDays(search), ...(days !== '' && { days }) })}
    options={PERIODS.map((value) => ({ value: value as string, label: sayCount('office.dashboard.days', Number(value)) }))}
  />
);

function PartnerField({ search, onSearch }: FilterProps) {
  const { data } = useAsk('partner-choices', PartnerChoicesDocument, {});
  const options = (data?.partners.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
  const { partner, ...rest } = search;
  return (
    <SelectField
      label={say('office.contracts.partner')}
      value={partner ?? ''}
      empty={say('office.dashboard.allPartners')}
      onValue={(value) => onSearch({ ...rest, ...(value !== '' && { partner: value }) })}
      options={options}
    />
  );
}

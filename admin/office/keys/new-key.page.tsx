import '../contracts/contract.css';
import './keys.css';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouteContext } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { CreateApiKeyDocument, PartnerChoicesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { AreaField, SelectField, TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { refresh, useAsk } from '../use-ask.ts';
import { ScopeTree } from './scope-tree.tsx';
import type { Scopes } from './scopes.ts';
import { type ShownKey, ShownKeyDialog } from './shown-key-dialog.tsx';

export function NewKeyPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'api-key.write') ? <Form /> : <NoPermission me={me} title={say('office.keys.new')} />;
}

const RATE = 600;
type Faults = Readonly<Record<string, string>>;

function Form() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useAsk('partner-choices', PartnerChoicesDocument, {});
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scopes>([]);
  const [partnerId, setPartnerId] = useState('');
  const [addresses, setAddresses] = useState('');
  const [rate, setRate] = useState(String(RATE));
  const [endsOn, setEndsOn] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const [shown, setShown] = useState<ShownKey | null>(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf({ name, scopes, rate });
    setFaults(found);
    if (Object.keys(found).length > 0 || isBusy) return;
    setBusy(true);
    try {
      const { createApiKey } = await ask(CreateApiKeyDocument, {
        ...{ name: name.trim(), scopes: [...scopes], rateLimit: Number(rate), partnerId: partnerId === '' ? null : partnerId },
        allowedIps: addresses.split(/[\s,;]+/).filter(Boolean),
        expiresAt: endsOn === '' ? null : new Date(`${endsOn}T23:59:59`).toISOString(),
      });
      setShown({ id: createApiKey.key.id, text: createApiKey.text });
      await refresh(queries);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const field = typeof error.details.field === 'string' ? error.details.field : '';
      setFaults({ [field]: sayIfKnown(`office.keys.fault.${field}`) ?? error.message });
    }
    setBusy(false);
  };
  return (
    <div className="detail on-canvas">
      <title>{`${say('office.keys.new')} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <nav className="crumbs small" aria-label={say('office.crumbs')}>
          <Link to="/keys" search={{}}>
            {say('office.keys.title')}
          </Link>
        </nav>
        <h1 tabIndex={-1}>{say('office.keys.new')}</h1>
      </header>
      <form className="card block key-form" onSubmit={create} noValidate>
        <Problems problems={Object.entries(faults).map(([field, text]) => ({ id: field === '' ? null : `key-${field}`, text }))} />
        <TextField
          id="key-name"
          label={say('office.keys.name')}
          help={say('office.keys.nameHelp')}
          autoComplete="off"
          maxLength={100}
          value={name}
          onValue={setName}
          error={faults.name ?? null}
        />
        <SelectField
          id="key-partnerId"
          label={say('office.keys.rows')}
          help={say('office.keys.rowsHelp')}
          value={partnerId}
          onValue={setPartnerId}
          empty={say('office.keys.wholeBrand')}
          options={(data?.partners.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }))}
          error={faults.partnerId ?? null}
        />
        <div id="key-scopes" tabIndex={-1}>
          <ScopeTree scopes={scopes} onScopes={setScopes} error={faults.scopes ?? null} />
        </div>
        <AreaField
          id="key-allowedIps"
          label={say('office.keys.from')}
          help={say('office.keys.fromHelp')}
          isOptional
          rows={2}
          value={addresses}
          onValue={setAddresses}
          error={faults.allowedIps ?? null}
        />
        <div className="key-limits">
          <TextField
            id="key-rateLimit"
            label={say('office.keys.rate')}
            inputMode="numeric"
            value={rate}
            onValue={setRate}
            error={faults.rateLimit ?? null}
          />
          <TextField
            id="key-expiresAt"
            label={say('office.keys.endsOn')}
            type="date"
            isOptional
            value={endsOn}
            onValue={setEndsOn}
            error={faults.expiresAt ?? null}
          />
        </div>
        <div className="row">
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('office.keys.create')}
          </Button>
        </div>
      </form>
      {shown && <ShownKeyDialog shown={shown} onClose={() => void navigate({ to: '/keys/$id', params: { id: shown.id }, search: {} })} />}
    </div>
  );
}

/** In the order of the fields. */
function faultsOf({ name, scopes, rate }: { readonly name: string; readonly scopes: Scopes; readonly rate: string }): Faults {
  return {
    ...(name.trim() === '' && { name: say('office.keys.fault.name') }),
    ...(scopes.length === 0 && { scopes: say('office.keys.fault.scopes') }),
    ...(!/^\d{1,5}$/.test(rate.trim()) && { rateLimit: say('office.keys.fault.rateLimit') }),
  };
}

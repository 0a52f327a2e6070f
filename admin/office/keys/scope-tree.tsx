import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ApiScopesDocument, type ApiScopesQuery } from '../../../generated/admin/graphql.ts';
import { TextField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { areaName } from '../api/reference.facts.ts';
import { useAsk } from '../use-ask.ts';
import {
  FILE_WRITES,
  hasField,
  READ_ALL,
  type Scopes,
  type Tick,
  tickOfGroup,
  tickOfType,
  toggled,
  toggledAll,
  toggledField,
  toggledGroup,
  toggledType,
  WRITE_ALL,
} from './scopes.ts';

type Reference = ApiScopesQuery['apiReference'];

interface Props {
  readonly scopes: Scopes;
  readonly onScopes: (scopes: Scopes) => void;
  readonly error: string | null;
}

/** What a key may: reading by type and field, doing by subject and act, as the API that is there offers it. */
export function ScopeTree({ scopes, onScopes, error }: Props) {
  const id = useId();
  const { data } = useAsk('api-scopes', ApiScopesDocument, {});
  const [q, setQ] = useState('');
  const reference = data?.apiReference;
  return (
    <fieldset className="field scopes" aria-describedby={error === null ? undefined : `${id}-error`}>
      <legend>{say('office.keys.scopes')}</legend>
      <div className="help">{say('office.keys.scopesHelp')}</div>
      <TextField label={say('office.keys.findScope')} type="search" autoComplete="off" value={q} onValue={setQ} />
      <div className="scope-sides" aria-busy={reference === undefined}>
        <Side title={say('office.keys.read')} all={READ_ALL} scopes={scopes} onScopes={onScopes}>
          {reference && <Types {...{ reference, q, scopes, onScopes }} />}
        </Side>
        <Side title={say('office.keys.write')} all={WRITE_ALL} scopes={scopes} onScopes={onScopes}>
          {reference && <Acts {...{ reference, q, scopes, onScopes }} />}
        </Side>
      </div>
      {error !== null && (
        <div className="error" id={`${id}-error`}>
          {error}
        </div>
      )}
    </fieldset>
  );
}

interface SideProps extends Pick<Props, 'scopes' | 'onScopes'> {
  readonly title: string;
  readonly all: typeof READ_ALL | typeof WRITE_ALL;
  readonly children: ReactNode;
}

/** Whoever may everything of a side need not be told its parts. */
const Side = ({ title, all, scopes, onScopes, children }: SideProps) => (
  <section className="scope-side" aria-label={title}>
    <h2>{title}</h2>
    <Box
      name={say(all === READ_ALL ? 'office.keys.readAll' : 'office.keys.writeAll')}
      tick={scopes.includes(all) ? 'on' : 'off'}
      onClick={() => onScopes(toggledAll(scopes, all))}
    />
    {!scopes.includes(all) && <ul className="scope-list">{children}</ul>}
  </section>
);

interface PartProps extends Pick<Props, 'scopes' | 'onScopes'> {
  readonly reference: Reference;
  readonly q: string;
}

const holds = (q: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(q.trim().toLowerCase()));

function Types({ reference: { types, operations }, q, scopes, onScopes }: PartProps) {
  const single = operations.filter(({ kind, scope }) => kind !== 'MUTATION' && /^read:(Query|Subscription)\./.test(scope));
  return (
    <>
      {types
        .filter(({ name, description, fields }) => holds(q, name, description, ...fields.map((field) => field.name)))
        .map(({ name, description, fields }) => (
          <Branch
            key={name}
            name={name}
            about={description}
            tick={tickOfType(scopes, name)}
            onClick={() => onScopes(toggledType(scopes, name))}
          >
            {fields.map((field) => (
              <li key={field.name}>
                <Box
                  name={field.name}
                  about={field.description}
                  tick={hasField(scopes, name, field.name) ? 'on' : 'off'}
                  onClick={() => onScopes(toggledField(scopes, { type: name, field: field.name, fields: fields.map((one) => one.name) }))}
                />
              </li>
            ))}
          </Branch>
        ))}
      {single
        .filter(({ name, description }) => holds(q, name, description))
        .map(({ name, scope, description }) => (
          <li key={scope}>
            <Box
              name={name}
              about={description}
              isLeaf
              tick={scopes.includes(scope) ? 'on' : 'off'}
              onClick={() => onScopes(toggled(scopes, scope))}
            />
          </li>
        ))}
    </>
  );
}

function Acts({ reference: { operations }, q, scopes, onScopes }: PartProps) {
  const acts = operations.filter(({ kind, name, description }) => kind === 'MUTATION' && holds(q, name, description));
  const files = FILE_WRITES.map((name) => ({ name, area: 'file', scope: `write:${name}`, description: say(`office.keys.file.${name}`) }));
  const all = [...acts, ...files.filter(({ name, description }) => holds(q, name, description))];
  const areas = [...new Set(all.map(({ area }) => area))].sort((a, b) => areaName(a).localeCompare(areaName(b)));
  return areas.map((area) => {
    const group = all.filter((act) => act.area === area);
    const ofGroup = group.map(({ scope }) => scope);
    return (
      <Branch
        key={area}
        name={areaName(area)}
        about=""
        tick={tickOfGroup(scopes, ofGroup)}
        onClick={() => onScopes(toggledGroup(scopes, ofGroup))}
      >
        {group.map(({ name, scope, description }) => (
          <li key={scope}>
            <Box
              name={name}
              about={description}
              tick={scopes.includes(scope) ? 'on' : 'off'}
              onClick={() => onScopes(toggled(scopes, scope))}
            />
          </li>
        ))}
      </Branch>
    );
  });
}

interface BoxProps {
  readonly name: string;
  readonly about?: string;
  readonly tick: Tick;
  readonly isLeaf?: boolean;
  readonly onClick: () => void;
}

function Box({ name, about = '', tick, isLeaf = false, onClick }: BoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = tick === 'some';
  }, [tick]);
  return (
    <label className={`pick scope${isLeaf ? ' leaf' : ''}`}>
      <input ref={box} type="checkbox" checked={tick === 'on'} onChange={onClick} />
      <span className="medium">{name}</span>
      {about !== '' && (
        <span className="muted small cut" title={about}>
          {about}
        </span>
      )}
    </label>
  );
}

/** A box with its parts below it, which are opened on their own. */
function Branch({ children, ...box }: BoxProps & { readonly children: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <div className="branch">
        <button
          type="button"
          className={`btn icon${isOpen ? ' open' : ''}`}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={say('office.keys.partsOf', { name: box.name })}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={14} stroke={2} aria-hidden />
        </button>
        <Box {...box} />
      </div>
      <ul id={id} className="twigs" hidden={!isOpen}>
        {isOpen && children}
      </ul>
    </li>
  );
}

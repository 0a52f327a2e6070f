import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { PreviewStatesQuery } from '../../../generated/admin/graphql.ts';
import { Button, IconButton } from '../../kit/parts/button.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { labelIn, labelOf } from './state-labels.ts';
import type { EditedSet, StatusOfSet, WayOfSet } from './state-set.ts';
import { StatusDialog } from './status-dialog.tsx';
import { WayDialog } from './way-dialog.tsx';

export interface StateTableProps {
  readonly set: EditedSet;
  readonly problems: PreviewStatesQuery['previewContractStates']['problems'];
  readonly isEditor: boolean;
  readonly chosen: string | null;
  readonly onChoose: (code: string | null) => void;
  readonly onEdit: (set: EditedSet) => void;
}

const faultsOf = (problems: StateTableProps['problems'], at: string): string[] =>
  problems.filter(({ field }) => field === at || field.startsWith(`${at}.`)).map(({ message }) => message);

const Faults = ({ texts }: { readonly texts: readonly string[] }) =>
  texts.map((text) => (
    <span key={text} className="fault">
      <Status kind="attention">{text}</Status>
    </span>
  ));

/** The statuses in the brand's order. */
export function StatusTable({ set, problems, isEditor, chosen, onChoose, onEdit }: StateTableProps) {
  const [edited, setEdited] = useState<StatusOfSet | 'new' | null>(null);
  const title = say('office.states.statuses');
  return (
    <div className="card block flush">
      <div className="between block-head">
        <h2 id="statuses">{title}</h2>
        {isEditor && (
          <Button icon={<IconPlus size={15} stroke={1.7} />} onClick={() => setEdited('new')}>
            {say('office.states.addStatus')}
          </Button>
        )}
      </div>
      <TableScroll aria-label={title}>
        <table className="table inner">
          <thead>
            <tr>
              <th scope="col">{say('office.contracts.status')}</th>
              <th scope="col">{say('office.states.means')}</th>
              <th scope="col">{say('office.states.leadsTo')}</th>
              <th scope="col">{say('office.states.code')}</th>
              {isEditor && <th scope="col">{say('office.jobs.acts')}</th>}
            </tr>
          </thead>
          <tbody>
            {set.statuses.map((status) => (
              <tr key={status.code} id={`statuses.${status.code}`} className={status.code === chosen ? 'current' : undefined}>
                <td>
                  <button
                    type="button"
                    className="step plain-step"
                    aria-pressed={status.code === chosen}
                    onClick={() => onChoose(status.code === chosen ? null : status.code)}
                  >
                    <Status kind={contractStatusKind({ kind: status.kind, status: status.code })}>{labelOf(status)}</Status>
                  </button>
                  <Faults texts={faultsOf(problems, `statuses.${status.code}`)} />
                </td>
                <td>
                  {say(`office.states.kind.${status.kind}`)}
                  {status.isTerminal && <span className="muted"> · {say('office.states.terminal')}</span>}
                </td>
                <td className="wrapped">{targetsOf(set, status.code)}</td>
                <td className="muted">{status.code}</td>
                {isEditor && (
                  <td>
                    <IconButton label={say('office.states.edit', { name: labelOf(status) })} onClick={() => setEdited(status)}>
                      <IconPencil size={16} stroke={1.7} />
                    </IconButton>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {edited && <StatusDialog set={set} status={edited === 'new' ? null : edited} onEdit={onEdit} onClose={() => setEdited(null)} />}
    </div>
  );
}

/** The statuses to which ways lead out of one. */
function targetsOf(set: EditedSet, code: string): string {
  const targets = new Set(set.ways.filter(({ from, to }) => from.includes(code) && to !== code).map(({ to }) => to));
  return [...targets].map((target) => labelIn(set, target)).join(', ') || '–';
}

/** The ways between them, or those of the chosen status alone. */
export function WayTable({ set, problems, isEditor, chosen, onEdit }: StateTableProps) {
  const [edited, setEdited] = useState<WayOfSet | 'new' | null>(null);
  const ways = chosen === null ? set.ways : set.ways.filter(({ from, to }) => from.includes(chosen) || to === chosen);
  const title = chosen === null ? say('office.states.transitions') : say('office.states.transitionsOf', { name: labelIn(set, chosen) });
  return (
    <div className="card block flush">
      <div className="between block-head">
        <h2 id="transitions">{title}</h2>
        {isEditor && (
          <Button icon={<IconPlus size={15} stroke={1.7} />} onClick={() => setEdited('new')}>
            {say('office.states.addWay')}
          </Button>
        )}
      </div>
      <TableScroll aria-label={title}>
        <table className="table inner">
          <thead>
            <tr>
              <th scope="col">{say('office.states.transition')}</th>
              <th scope="col">{say('office.states.from')}</th>
              <th scope="col">{say('office.states.to')}</th>
              <th scope="col">{say('office.states.by')}</th>
              <th scope="col">{say('office.states.conditions')}</th>
              {isEditor && <th scope="col">{say('office.jobs.acts')}</th>}
            </tr>
          </thead>
          <tbody>
            {ways.map((way) => (
              <tr key={way.code} id={`transitions.${way.code}`}>
                <td>
                  <span className="medium">{labelOf(way)}</span>
                  <Faults texts={faultsOf(problems, `transitions.${way.code}`)} />
                </td>
                <td className="wrapped">{way.from.map((code) => labelIn(set, code)).join(', ')}</td>
                <td>{labelIn(set, way.to)}</td>
                <td className="wrapped">{way.by.map((actor) => sayIfKnown(`office.states.actor.${actor}`) ?? actor).join(', ')}</td>
                <td className="wrapped muted">{conditionsOf(way)}</td>
                {isEditor && (
                  <td>
                    <IconButton label={say('office.states.edit', { name: labelOf(way) })} onClick={() => setEdited(way)}>
                      <IconPencil size={16} stroke={1.7} />
                    </IconButton>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      {edited && (
        <WayDialog set={set} way={edited === 'new' ? null : edited} from={chosen} onEdit={onEdit} onClose={() => setEdited(null)} />
      )}
    </div>
  );
}

function conditionsOf({ guards, reasons, isReasonRequired }: WayOfSet): string {
  const named = guards.map((guard) => sayIfKnown(`office.states.guard.${guard}`) ?? guard);
  const asked = reasons.length === 0 ? [] : [say(isReasonRequired ? 'office.states.reasonRequired' : 'office.states.reasonAsked')];
  return [...named, ...asked].join(', ') || '–';
}

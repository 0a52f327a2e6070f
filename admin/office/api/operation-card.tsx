import '../list/table.css';
import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { say } from '../../kit/text.ts';
import { type OperationOfPage, titleOf, typeInWords } from './reference.facts.ts';
import { TryIt } from './try-it.tsx';

interface Props {
  readonly operation: OperationOfPage;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** What an operation does in one line; opened, how it is called. */
export function OperationCard({ operation, isOpen, onOpen }: Props) {
  const id = useId();
  const { kind, name, pluginId, description } = operation;
  return (
    <div className="operation" id={`op-${name}`}>
      <h3>
        <button type="button" className="operation-head" aria-expanded={isOpen} aria-controls={id} onClick={() => onOpen(!isOpen)}>
          <IconChevronRight size={15} stroke={2} aria-hidden className={isOpen ? 'open' : undefined} />
          <span className="operation-title">{titleOf(name)}</span>
          <span className="tag">{say(`office.api.kind.${kind}`)}</span>
          {pluginId !== null && <span className="tag">{pluginName(pluginId)}</span>}
        </button>
      </h3>
      <p className="operation-about">{description}</p>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Details operation={operation} />}
      </div>
    </div>
  );
}

const Details = ({ operation }: { readonly operation: OperationOfPage }) => {
  const { name, scope, returns, arguments: args } = operation;
  return (
    <div className="operation-details stack">
      <dl className="facts">
        <dt>{say('office.api.name')}</dt>
        <dd>
          <code>{name}</code>
        </dd>
        <dt>{say('office.api.scope')}</dt>
        <dd>
          <code>{scope}</code>
        </dd>
        <dt>{say('office.api.returns')}</dt>
        <dd>{typeInWords(returns)}</dd>
      </dl>
      {args.length > 0 && <Arguments name={name} args={args} />}
      <TryIt operation={operation} />
    </div>
  );
};

const Arguments = ({ name, args }: { readonly name: string; readonly args: OperationOfPage['arguments'] }) => (
  <TableScroll aria-label={say('office.api.argumentsOf', { name })}>
    <table className="table inner arguments">
      <thead>
        <tr>
          <th scope="col">{say('office.api.argument')}</th>
          <th scope="col">{say('office.api.kindOfValue')}</th>
          <th scope="col">{say('office.api.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {[...args]
          .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
          .flatMap(({ parts, ...arg }) => [
            <ArgumentRow key={arg.name} argument={arg} />,
            ...parts.map((part) => <ArgumentRow key={`${arg.name}.${part.name}`} argument={part} isPart />),
          ])}
      </tbody>
    </table>
  </TableScroll>
);

type Argument = Omit<OperationOfPage['arguments'][number], 'parts'>;

const ArgumentRow = ({
  argument: { name, type, description, isRequired, choices },
  isPart = false,
}: {
  readonly argument: Argument;
  readonly isPart?: boolean;
}) => (
  <tr>
    <td className={isPart ? 'part' : 'medium'}>
      {name}
      {isRequired && <span className="muted small"> {say('office.api.required')}</span>}
    </td>
    <td>{typeInWords(type)}</td>
    <td className="told">
      {description}
      {choices.length > 0 && <span className="muted small"> {choices.join(', ')}</span>}
    </td>
  </tr>
);

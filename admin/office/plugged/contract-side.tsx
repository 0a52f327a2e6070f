import './frame.css';
import { PluginPart } from '../../kit/parts/fence.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import type { ContractSideProps } from './plugged.types.ts';
import { usePlugged } from './use-plugged.ts';

/** What plugins say beside a contract, each in a card with its name. */
export function ContractSides({ contract }: Pick<ContractSideProps, 'contract'>) {
  const me = useMe();
  const { parts } = usePlugged();
  return parts.map(({ id, part: { contractSide: side } }) => {
    if (!side || (side.permission !== undefined && !may(me, side.permission))) return null;
    return (
      <section key={id} className="card block plugged" aria-labelledby={`side-${id}`}>
        <div className="between block-head">
          <h2 id={`side-${id}`}>{side.title()}</h2>
          <span className="tag">{pluginName(id)}</span>
        </div>
        <PluginPart pluginId={id} load={side.load} props={{ contract, may: (permission) => may(me, permission) }} />
      </section>
    );
  });
}

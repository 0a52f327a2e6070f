import './frame.css';
import { PluginPart } from '../../kit/parts/fence.tsx';
import { pluginName } from '../../kit/plugin-name.ts';
import { may } from '../session.ts';
import { useMe } from '../use-me.ts';
import { usePlugged } from './use-plugged.ts';

/** What plugins put on the first page: one tile each. */
export function PluginTiles() {
  const me = useMe();
  const { parts } = usePlugged();
  const tiles = parts.flatMap(({ id, part: { dashboardTile: tile } }) => (tile && may(me, tile.permission) ? [{ id, tile }] : []));
  if (tiles.length === 0) return null;
  return (
    <div className="plugged-tiles">
      {tiles.map(({ id, tile }) => (
        <section key={id} className="card block plugged" aria-labelledby={`tile-${id}`}>
          <div className="between block-head">
            <h2 id={`tile-${id}`}>{tile.title()}</h2>
            <span className="tag">{pluginName(id)}</span>
          </div>
          <PluginPart pluginId={id} load={tile.load} props={{ may: (permission) => may(me, permission) }} />
        </section>
      ))}
    </div>
  );
}

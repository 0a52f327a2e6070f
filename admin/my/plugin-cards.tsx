import { useEffect, useState } from 'react';
import { PluginPart } from '../kit/parts/fence.tsx';
import { type LoadedWebPart, webParts } from '../kit/web-parts.ts';

export interface PluginCardsProps {
  readonly order: { readonly id: string; readonly number: string };
  readonly token: string;
}

/** What plugins tell the customer of an order, each fenced: its fault leaves the page as it is. */
export function PluginCards({ order: { id, number }, token }: PluginCardsProps) {
  const [parts, setParts] = useState<readonly LoadedWebPart[]>([]);
  useEffect(() => void webParts().then(setParts), []);
  return parts.map(({ id: plugin, part: { customerCard: card } }) => {
    if (!card) return null;
    return (
      <section key={plugin} className="card pad" aria-labelledby={`plugin-${plugin}`}>
        <h2 id={`plugin-${plugin}`}>{card.title()}</h2>
        <PluginPart pluginId={plugin} load={card.load} props={{ order: { id, number }, authorization: `Link ${token}` }} />
      </section>
    );
  });
}

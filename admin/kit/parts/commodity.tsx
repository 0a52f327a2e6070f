import './commodity.css';
import { IconBolt, IconDroplet, IconFlame, IconRepeat, IconTemperature } from '@tabler/icons-react';
import { say } from '../text.ts';

const ICONS = { ELECTRICITY: IconBolt, GAS: IconFlame, HEAT: IconTemperature, WATER: IconDroplet, SUBSCRIPTION: IconRepeat } as const;
type Code = keyof typeof ICONS;

/** Icon, tint and word; in dense places the word is heard and not seen. */
export function Commodity({ code, isWordHidden = false }: { readonly code: Code; readonly isWordHidden?: boolean }) {
  const Icon = ICONS[code];
  const word = say(`kit.commodity.${code}`);
  return (
    <span className="commodity" title={isWordHidden ? word : undefined}>
      <i className={code.toLowerCase()} aria-hidden="true">
        <Icon size={14} stroke={2} />
      </i>
      {isWordHidden ? <span className="sr">{word}: </span> : word}
    </span>
  );
}

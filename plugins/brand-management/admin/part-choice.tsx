import { CheckField } from '#admin';
import { type Chosen, keyOf, type PartOfPage, withItem, withPart } from './open.facts.ts';
import { say } from './texts.ts';

export interface PartChoiceProps {
  readonly part: PartOfPage;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
}

/** One kind of thing: all of it by one click, or each by itself. */
export function PartChoice({ part, chosen, onChosen }: PartChoiceProps) {
  const items = chosen.get(keyOf(part));
  const all = part.items;
  const name = all === null ? part.name : say('brand-management.open.part', { name: part.name, chosen: items?.size ?? 0, all: all.length });
  return (
    <div>
      <CheckField label={name} checked={items !== undefined} onValue={(isChosen) => onChosen(withPart(chosen, part, isChosen))} />
      {all !== null && all.length > 0 && (
        <details>
          <summary>
            {say('brand-management.open.oneByOne')}
            <span className="sr"> {part.name}</span>
          </summary>
          <div className="stack">
            {all.map(({ value: id, label }) => (
              <CheckField
                key={id}
                label={label}
                checked={items?.has(id) ?? false}
                onValue={(isChosen) => onChosen(withItem(chosen, part, { id, isChosen }))}
              />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

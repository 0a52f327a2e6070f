import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import type { PriceEdit } from './price-field.tsx';
import { countOf } from './price-form.ts';
import { groupLabel } from './tariff.facts.ts';

interface RowsProps {
  readonly edit: PriceEdit;
  readonly list: string;
  readonly add: string;
  /** The fields of the row at a path. */
  readonly children: (at: string) => ReactNode;
}

/** The rows of a list, each with a button that takes it away. */
export function Rows({ edit, list, add, children }: RowsProps) {
  return (
    <>
      {Array.from({ length: countOf(edit.form, list) }, (_, at) => {
        const path = `${list}.${at}`;
        const name = groupLabel(path) ?? String(at + 1);
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend would stand in the grid of the fields
          <div key={path} className="fields price-row" role="group" aria-label={name}>
            {children(path)}
            <IconButton label={say('office.price.remove', { what: name })} className="row-end" onClick={() => edit.remove(list, at)}>
              <IconTrash size={16} stroke={1.7} />
            </IconButton>
          </div>
        );
      })}
      <div>
        <Button icon={<IconPlus size={15} stroke={1.7} />} onClick={() => edit.add(list)}>
          {add}
        </Button>
      </div>
    </>
  );
}

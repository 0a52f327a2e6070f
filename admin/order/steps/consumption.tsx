import { type FormEvent, useState } from 'react';
import { kwh as inKwh } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { ChoiceField, TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { say } from '../../kit/text.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import {
  addressText,
  centsOf,
  furtherCommodities,
  isMetered,
  newSupply,
  SOLD,
  type Supply,
  supplyOf,
  unitOf,
  withoutQuotes,
  withoutSupply,
  withSupply,
} from '../supplies.ts';

const PERSONS = ['1', '2', '3', '4', '5'];
const LARGEST_KWH = 100_000_000;
const MOST_PIECES = 10_000;
/** What a household of a size uses is known of power alone. */
const isByHousehold = ({ commodity }: Supply, segment: string): boolean => commodity === 'ELECTRICITY' && segment === 'HOUSEHOLD';

/** How much is used in a year: from the bill, by what it came to, or by the size of the household. Of what is not measured, how many. */
export function ConsumptionStep({ draft, onChange, go }: StepProps) {
  const supply = supplyOf(draft);
  const { segment } = draft;
  const [problem, setProblem] = useState<string | null>(null);
  const set = (change: Partial<Supply>) => {
    setProblem(null);
    onChange(withSupply(draft, draft.at, { ...change, quoteId: null }));
  };
  const isCounted = !isMetered(supply.commodity);
  const by = isCounted || (supply.by === 'household' && !isByHousehold(supply, segment)) ? 'kwh' : supply.by;
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    const found = problemOf({ ...supply, by });
    if (found !== null) return setProblem(found);
    // What was told in another way does not count any more.
    const told = {
      kwh: by === 'kwh' ? supply.kwh : '',
      persons: by === 'household' ? supply.persons : '',
      bill: by === 'bill' ? supply.bill : '',
    };
    onChange(withSupply(draft, draft.at, { ...told, by }));
    go('offers');
  };
  const isFurther = draft.supplies.length > 1;
  const free = furtherCommodities(draft).filter((code) => isMetered(code) || supply.address === null);
  const choices = SOLD.filter((code) => code === supply.commodity || free.includes(code));
  return (
    <form className="stack" onSubmit={goOn} noValidate>
      <div>
        <StepTitle step="consumption" title={say(isCounted ? 'order.consumption.titleCounted' : 'order.consumption.title')} />
        <p className="muted lead">{leadOf(supply, isFurther)}</p>
      </div>
      <Problems problems={problem === null ? [] : [{ id: by === 'household' ? 'persons' : by, text: problem }]} />
      {choices.length > 1 && (
        <ChoiceField
          label={say('order.consumption.commodity')}
          value={supply.commodity}
          onValue={(code) => {
            const commodity = SOLD.find((one) => one === code);
            if (commodity) set({ ...newSupply(commodity, supply.address) });
          }}
          options={choices.map((code) => ({ value: code, label: say(`kit.commodity.${code}`) }))}
        />
      )}
      {!isCounted && (
        <Segmented
          label={say('order.consumption.by')}
          value={by}
          onValue={(by) => set({ by })}
          options={[
            { value: 'kwh', label: say('order.consumption.byKwh', { unit: unitOf(supply.commodity) }) },
            ...(isByHousehold(supply, segment) ? [{ value: 'household' as const, label: say('order.consumption.byHousehold') }] : []),
            { value: 'bill', label: say('order.consumption.byBill') },
          ]}
        />
      )}
      {by === 'household' && (
        <ChoiceField
          id="persons"
          label={say('order.consumption.persons')}
          error={problem}
          value={supply.persons}
          onValue={(persons) => set({ persons })}
          options={PERSONS.map((value) => ({
            value,
            label: say(value === '1' ? 'order.consumption.one' : 'order.consumption.some', { n: value }),
          }))}
        />
      )}
      {by === 'kwh' && (
        <TextField
          id="kwh"
          label={say(isCounted ? 'order.consumption.pieces' : 'order.consumption.kwh')}
          help={say(`order.consumption.help.${supply.commodity}`, { small: inKwh(2_500), large: inKwh(15_000) })}
          error={problem}
          value={supply.kwh}
          onValue={(kwh) => set({ kwh: kwh.replace(/[^\d]/g, '') })}
          inputMode="numeric"
          {...(!isCounted && { unit: unitOf(supply.commodity) })}
        />
      )}
      {by === 'bill' && (
        <TextField
          id="bill"
          label={say('order.consumption.bill')}
          help={say('order.consumption.billHelp')}
          error={problem}
          value={supply.bill}
          onValue={(bill) => set({ bill })}
          inputMode="decimal"
          unit="€"
        />
      )}
      {!isFurther && (
        <ChoiceField
          label={say('order.consumption.segment')}
          value={segment}
          onValue={(chosen) => onChange({ ...withoutQuotes(draft), segment: chosen === 'BUSINESS' ? 'BUSINESS' : 'HOUSEHOLD' })}
          options={[
            { value: 'HOUSEHOLD', label: say('order.consumption.household') },
            { value: 'BUSINESS', label: say('order.consumption.business') },
          ]}
        />
      )}
      <BottomBar>
        <Button kind="primary" type="submit" isWide>
          {say('order.consumption.next')}
        </Button>
      </BottomBar>
      {isFurther && (
        <Button
          kind="quiet"
          isWide
          onClick={() => {
            onChange(withoutSupply(draft, draft.at));
            go('offers');
          }}
        >
          {say('order.further.without', { name: say(`kit.commodity.${supply.commodity}`) })}
        </Button>
      )}
    </form>
  );
}

function leadOf({ commodity, address }: Supply, isFurther: boolean): string {
  const name = say(`kit.commodity.${commodity}`);
  if (address) return say('order.consumption.leadElsewhere', { name, address: addressText(address) });
  if (!isMetered(commodity)) return say('order.consumption.leadCounted');
  return isFurther ? say('order.consumption.leadFurther', { name }) : say('order.consumption.lead');
}

function problemOf({ by, kwh, persons, bill, commodity }: Supply): string | null {
  if (by === 'household') return persons === '' ? say('order.consumption.missing.persons') : null;
  if (by === 'bill') return (centsOf(bill) ?? 0) > 0 ? null : say('order.consumption.missing.bill');
  const used = Number(kwh);
  if (!isMetered(commodity)) return used > 0 && used <= MOST_PIECES ? null : say('order.consumption.missing.pieces');
  return Number.isInteger(used) && used > 0 && used <= LARGEST_KWH
    ? null
    : say('order.consumption.missing.kwh', { unit: unitOf(commodity) });
}

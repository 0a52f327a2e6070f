import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/parts/button.tsx';
import { ChoiceField, TextField } from '../../kit/parts/field.tsx';
import { Problems } from '../../kit/parts/problems.tsx';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { say } from '../../kit/text.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';

const PERSONS = ['1', '2', '3', '4', '5'];
const LARGEST_KWH = 100_000_000;

/** How much is used in a year: from the bill, or by the size of the household. */
export function ConsumptionStep({ draft, onChange, go, onQuote }: StepProps) {
  const { consumption } = draft;
  const [problem, setProblem] = useState<string | null>(null);
  const set = (change: Partial<typeof consumption>) => {
    onQuote(null);
    setProblem(null);
    onChange({ consumption: { ...consumption, ...change } });
  };
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    const kwh = Number(consumption.kwh);
    if (consumption.by === 'kwh' && !(Number.isInteger(kwh) && kwh > 0 && kwh <= LARGEST_KWH))
      return setProblem(say('order.consumption.missing.kwh'));
    if (consumption.by === 'household' && consumption.persons === '') return setProblem(say('order.consumption.missing.persons'));
    go('offers');
  };
  const isHousehold = consumption.by === 'household';
  return (
    <form className="stack" onSubmit={goOn} noValidate>
      <div>
        <StepTitle step="consumption" />
        <p className="muted lead">{say('order.consumption.lead')}</p>
      </div>
      <Problems problems={problem === null ? [] : [{ id: isHousehold ? 'persons' : 'kwh', text: problem }]} />
      <Segmented
        label={say('order.consumption.by')}
        value={consumption.by}
        onValue={(by) => set({ by })}
        options={[
          { value: 'kwh', label: say('order.consumption.byKwh') },
          { value: 'household', label: say('order.consumption.byHousehold') },
        ]}
      />
      {isHousehold ? (
        <ChoiceField
          id="persons"
          label={say('order.consumption.persons')}
          error={problem}
          value={consumption.persons}
          onValue={(persons) => set({ persons })}
          options={PERSONS.map((value) => ({
            value,
            label: say(value === '1' ? 'order.consumption.one' : 'order.consumption.some', { n: value }),
          }))}
        />
      ) : (
        <TextField
          id="kwh"
          label={say('order.consumption.kwh')}
          help={say('order.consumption.kwhHelp')}
          error={problem}
          value={consumption.kwh}
          onValue={(kwh) => set({ kwh: kwh.replace(/[^\d]/g, '') })}
          inputMode="numeric"
          unit="kWh"
        />
      )}
      <ChoiceField
        label={say('order.consumption.segment')}
        value={consumption.segment}
        onValue={(segment) => set({ segment: segment === 'BUSINESS' ? 'BUSINESS' : 'HOUSEHOLD' })}
        options={[
          { value: 'HOUSEHOLD', label: say('order.consumption.household') },
          { value: 'BUSINESS', label: say('order.consumption.business') },
        ]}
      />
      <BottomBar>
        <Button kind="primary" type="submit" isWide>
          {say('order.consumption.next')}
        </Button>
      </BottomBar>
    </form>
  );
}

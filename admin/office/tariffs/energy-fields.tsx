import { CheckField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { NumberField, PriceChoice, type PriceEdit, PriceField } from './price-field.tsx';
import { Rows } from './price-rows.tsx';
import { choiceLabel } from './tariff.facts.ts';

interface Props {
  readonly edit: PriceEdit;
  /** What is counted: "kWh". */
  readonly unit: string;
}

/** The energy price in one of its five kinds. */
export function EnergyFields({ edit, unit }: Props) {
  const rate = edit.form['energy.rate'] ?? '';
  const ct = `ct/${unit}`;
  return (
    <>
      <div className="fields">
        <PriceChoice
          edit={edit}
          path="energy.rate"
          values={['single', 'two-rate', 'time-of-use', 'spot', 'tiered']}
          empty={say('office.price.noEnergy')}
        />
        {rate === 'single' && <NumberField edit={edit} path="energy.price" unit={ct} />}
        {rate === 'two-rate' && (
          <>
            <NumberField edit={edit} path="energy.high" unit={ct} />
            <NumberField edit={edit} path="energy.low" unit={ct} />
            <PriceField edit={edit} path="energy.lowFrom" type="time" />
            <PriceField edit={edit} path="energy.lowTo" type="time" />
          </>
        )}
        {rate === 'spot' && (
          <>
            <PriceField edit={edit} path="energy.index" help={say('office.price.help.index')} />
            <NumberField edit={edit} path="energy.surcharge" unit={ct} />
          </>
        )}
        {rate === 'time-of-use' && <NumberField edit={edit} path="energy.otherwise" unit={ct} />}
        {rate === 'tiered' && <PriceChoice edit={edit} path="energy.mode" values={['GRADUATED', 'VOLUME']} />}
      </div>
      {rate === 'time-of-use' && (
        <Rows edit={edit} list="energy.windows" add={say('office.price.add.windows')}>
          {(at) => <WindowFields edit={edit} at={at} unit={ct} />}
        </Rows>
      )}
      {rate === 'tiered' && (
        <Rows edit={edit} list="energy.tiers" add={say('office.price.add.tiers')}>
          {(at) => (
            <>
              <PriceField edit={edit} path={`${at}.upTo`} unit={unit} inputMode="numeric" help={say('office.price.help.upTo')} />
              <NumberField edit={edit} path={`${at}.price`} unit={ct} />
            </>
          )}
        </Rows>
      )}
    </>
  );
}

const DAYS = ['WORKDAY', 'SATURDAY', 'SUNDAY'] as const;

function WindowFields({ edit, at, unit }: { readonly edit: PriceEdit; readonly at: string; readonly unit: string }) {
  const path = `${at}.days`;
  const chosen = (edit.form[path] ?? '').split(',').filter(Boolean);
  const toggle = (day: string, isOn: boolean) =>
    edit.set(path, DAYS.filter((one) => (one === day ? isOn : chosen.includes(one))).join(','));
  return (
    <>
      <PriceField edit={edit} path={`${at}.name`} />
      <NumberField edit={edit} path={`${at}.price`} unit={unit} />
      <PriceField edit={edit} path={`${at}.from`} type="time" />
      <PriceField edit={edit} path={`${at}.to`} type="time" />
      <PriceField edit={edit} path={`${at}.months`} isOptional help={say('office.price.help.months')} />
      <fieldset className="field days">
        <legend>{say('office.price.days')}</legend>
        {DAYS.map((day) => (
          <CheckField key={day} label={choiceLabel(path, day)} checked={chosen.includes(day)} onValue={(isOn) => toggle(day, isOn)} />
        ))}
      </fieldset>
    </>
  );
}

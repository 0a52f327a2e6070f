import type { ReactNode } from 'react';
import { AreaField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { EnergyFields } from './energy-fields.tsx';
import { idOf, NumberField, PriceChoice, type PriceEdit, PriceField } from './price-field.tsx';
import { Rows } from './price-rows.tsx';
import { fieldLabel } from './tariff.facts.ts';

interface SectionProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

const Section = ({ title, help, children }: SectionProps) => (
  <section className="card block price-section">
    <h2>{title}</h2>
    {help && <p className="muted small">{help}</p>}
    {children}
  </section>
);

/** All that a version of a price says, part by part. */
export function PriceSections({ edit, unit }: { readonly edit: PriceEdit; readonly unit: string }) {
  return (
    <>
      <Section title={say('office.price.section.validity')} help={say('office.price.section.validityHelp')}>
        <div className="fields">
          <PriceField edit={edit} path="validFrom" type="date" />
          <PriceField edit={edit} path="validTo" type="date" isOptional />
          <PriceChoice edit={edit} path="basis" values={['NET', 'GROSS']} />
          <NumberField edit={edit} path="vatRate" unit="%" isOptional help={say('office.price.help.vatRate')} />
        </div>
      </Section>
      <Section title={say('office.price.group.base')}>
        <div className="fields">
          <NumberField edit={edit} path="base.amount" unit="€" isOptional />
          <PriceChoice edit={edit} path="base.per" values={['MONTH', 'YEAR']} />
          <PriceChoice edit={edit} path="base.proration" values={['DAYS', 'MONTHS']} />
        </div>
      </Section>
      <Section title={say('office.price.group.energy')}>
        <EnergyFields edit={edit} unit={unit} />
      </Section>
      <Section title={say('office.price.group.bonuses')} help={say('office.price.section.bonusesHelp')}>
        <Rows edit={edit} list="bonuses" add={say('office.price.add.bonuses')}>
          {(at) => <BonusFields edit={edit} at={at} unit={unit} />}
        </Rows>
      </Section>
      <Section title={say('office.price.group.fees')} help={say('office.price.section.feesHelp')}>
        <Rows edit={edit} list="fees" add={say('office.price.add.fees')}>
          {(at) => (
            <>
              <PriceField edit={edit} path={`${at}.name`} />
              <NumberField edit={edit} path={`${at}.amount`} unit="€" />
            </>
          )}
        </Rows>
      </Section>
      <Section title={say('office.price.section.terms')}>
        <TermFields edit={edit} />
      </Section>
      <Section title={say('office.price.section.where')} help={say('office.price.section.whereHelp')}>
        <WhereFields edit={edit} unit={unit} />
      </Section>
    </>
  );
}

const BONUS_UNITS: Readonly<Record<string, string>> = { FIXED: '€', PERCENT: '%' };

function BonusFields({ edit, at, unit }: { readonly edit: PriceEdit; readonly at: string; readonly unit: string }) {
  const form = edit.form[`${at}.form`] ?? '';
  return (
    <>
      <PriceChoice edit={edit} path={`${at}.form`} values={['FIXED', 'PER_KWH', 'PERCENT']} />
      <NumberField edit={edit} path={`${at}.amount`} unit={BONUS_UNITS[form] ?? `ct/${unit}`} />
      {form !== 'FIXED' && <NumberField edit={edit} path={`${at}.cap`} unit="€" isOptional />}
      {form === 'PERCENT' && <PriceChoice edit={edit} path={`${at}.base`} values={['FIRST_YEAR', 'ENERGY']} />}
      <PriceChoice edit={edit} path={`${at}.audience`} values={['EVERYBODY', 'NEW_CUSTOMER']} />
      <PriceField
        edit={edit}
        path={`${at}.payableAfterDays`}
        inputMode="numeric"
        isOptional
        help={say('office.price.help.payableAfterDays')}
      />
      <PriceField edit={edit} path={`${at}.condition`} isOptional />
    </>
  );
}

const FEE_UNITS: Readonly<Record<string, string>> = { FIXED: '€', PER_KWH: 'ct/kWh', PERCENT: '%' };

function TermFields({ edit }: { readonly edit: PriceEdit }) {
  const fee = edit.form['leavingFee.form'] ?? '';
  return (
    <div className="fields">
      <PriceField edit={edit} path="guaranteeMonths" unit={say('office.price.months')} inputMode="numeric" isOptional />
      <PriceField edit={edit} path="guaranteeUntil" type="date" isOptional />
      <PriceChoice edit={edit} path="guaranteeScope" values={['ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL']} />
      <PriceField edit={edit} path="minimumTermMonths" unit={say('office.price.months')} inputMode="numeric" isOptional />
      <PriceField edit={edit} path="noticeCount" inputMode="numeric" />
      <PriceChoice edit={edit} path="noticeUnit" values={['DAYS', 'WEEKS', 'MONTHS']} />
      <PriceField edit={edit} path="renewalMonths" unit={say('office.price.months')} inputMode="numeric" isOptional />
      <PriceChoice
        edit={edit}
        path="leavingFee.form"
        label={say('office.price.group.leavingFee')}
        values={['FIXED', 'PER_KWH', 'PERCENT']}
        empty={say('office.price.noLeavingFee')}
      />
      {fee !== '' && <NumberField edit={edit} path="leavingFee.amount" unit={FEE_UNITS[fee] ?? ''} />}
      {fee !== '' && <NumberField edit={edit} path="leavingFee.cap" unit="€" isOptional />}
    </div>
  );
}

function WhereFields({ edit, unit }: { readonly edit: PriceEdit; readonly unit: string }) {
  return (
    <>
      <div className="fields">
        <PriceField edit={edit} path="region" isOptional help={say('office.price.help.region')} />
        <PriceField edit={edit} path="consumptionFrom" unit={unit} inputMode="numeric" isOptional />
        <PriceField edit={edit} path="consumptionTo" unit={unit} inputMode="numeric" isOptional />
      </div>
      <AreaField
        id={idOf('areas.postcodes')}
        label={fieldLabel('areas.postcodes')}
        help={say('office.price.help.postcodes')}
        isOptional
        rows={2}
        error={edit.errorOf('areas.postcodes')}
        value={edit.form['areas.postcodes'] ?? ''}
        onValue={(value) => edit.set('areas.postcodes', value)}
      />
      <div className="fields">
        <PriceField edit={edit} path="areas.ranges" isOptional help={say('office.price.help.ranges')} />
        <PriceField edit={edit} path="areas.gridAreas" isOptional help={say('office.price.help.gridAreas')} />
      </div>
    </>
  );
}

import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Button, brand, Card, IconButton, SelectField, TextField } from '#admin';
import { type Bureau, type EditedRule, nextKey, OUTCOMES, outcomeText, scaleText } from './bands.facts.ts';
import { ScaleBar } from './scale-bar.tsx';
import { say } from './texts.ts';

export interface RuleEditorProps {
  readonly rule: EditedRule;
  /** Its place, from 0: problems name it. */
  readonly at: number;
  readonly bureaus: readonly Bureau[];
  /** Texts of problems by their field: "rules.0.bands.1.from". */
  readonly problems: ReadonlyMap<string, string>;
  readonly onRule: (rule: EditedRule) => void;
  readonly onRemove: () => void;
}

/** One rule: whom it is about, and where each band begins. */
export function RuleEditor({ rule, at, bureaus, problems, onRule, onRemove }: RuleEditorProps) {
  const change = (changes: Partial<EditedRule>) => onRule({ ...rule, ...changes });
  const products = bureaus.find(({ code }) => code === rule.bureau)?.products ?? [];
  const place = `rules.${at}`;
  const faultOf = (field: string): string | null => problems.get(`${place}.${field}`) ?? null;
  const field = (name: string) => ({ id: `${place}.${name}`, error: faultOf(name) });
  return (
    <Card
      title={say('credit-check.bands.rule', { number: at + 1 })}
      aside={
        <IconButton label={say('credit-check.bands.removeRule', { number: at + 1 })} onClick={onRemove}>
          <IconTrash size={16} stroke={1.7} aria-hidden />
        </IconButton>
      }
    >
      {problems.get(place) && <p className="error">{problems.get(place)}</p>}
      <div className="credit-for">
        <SelectField
          {...field('bureau')}
          label={say('credit-check.bands.bureau')}
          value={rule.bureau}
          onValue={(bureau) => change({ bureau, product: '' })}
          options={bureaus.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
        />
        <SelectField
          {...field('product')}
          label={say('credit-check.bands.product')}
          value={rule.product}
          onValue={(product) => change({ product })}
          empty={say('credit-check.bands.any')}
          options={products.map(({ code }) => ({ value: code, label: code }))}
        />
        <SelectField
          {...field('segment')}
          label={say('credit-check.bands.segment')}
          value={rule.segment}
          onValue={(segment) => change({ segment })}
          empty={say('credit-check.bands.any')}
          options={[
            { value: 'HOUSEHOLD', label: say('credit-check.segment.HOUSEHOLD') },
            { value: 'BUSINESS', label: say('credit-check.segment.BUSINESS') },
          ]}
        />
        <SelectField
          {...field('commodity')}
          label={say('credit-check.bands.commodity')}
          value={rule.commodity}
          onValue={(commodity) => change({ commodity })}
          empty={say('credit-check.bands.any')}
          options={brand.commodities.map((code) => ({ value: code, label: code }))}
        />
        <TextField
          {...field('fromCents')}
          label={say('credit-check.bands.fromValue')}
          inputMode="decimal"
          unit={brand.currency}
          value={rule.fromValue}
          onValue={(fromValue) => change({ fromValue })}
        />
      </div>
      <p className="muted small">{scaleText(bureaus, rule)}</p>
      <ScaleBar rule={rule} bureaus={bureaus} />
      <BandRows {...{ rule, place, faultOf, change }} />
    </Card>
  );
}

interface BandRowsProps {
  readonly rule: EditedRule;
  readonly place: string;
  readonly faultOf: (field: string) => string | null;
  readonly change: (changes: Partial<EditedRule>) => void;
}

function BandRows({ rule: { bands }, place, faultOf, change }: BandRowsProps) {
  const replace = (key: number, changes: object) =>
    change({ bands: bands.map((band) => (band.key === key ? { ...band, ...changes } : band)) });
  return (
    <>
      {bands.map((band, at) => (
        <div className="credit-bands" key={band.key}>
          <TextField
            id={`${place}.bands.${at}.from`}
            error={faultOf(`bands.${at}.from`)}
            label={say('credit-check.bands.from')}
            inputMode="numeric"
            value={band.from}
            onValue={(from) => replace(band.key, { from })}
          />
          <SelectField
            id={`${place}.bands.${at}.outcome`}
            error={faultOf(`bands.${at}.outcome`)}
            label={say('credit-check.bands.outcome')}
            value={band.outcome}
            onValue={(outcome) => replace(band.key, { outcome })}
            options={OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeText(outcome) }))}
          />
          {bands.length > 1 && (
            <IconButton
              label={say('credit-check.bands.removeBand', { from: band.from })}
              onClick={() => change({ bands: bands.filter(({ key }) => key !== band.key) })}
            >
              <IconTrash size={16} stroke={1.7} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      <div className="row">
        <Button
          kind="quiet"
          icon={<IconPlus size={15} stroke={1.7} aria-hidden />}
          onClick={() => change({ bands: [...bands, { key: nextKey(), from: '', outcome: 'review' }] })}
        >
          {say('credit-check.bands.addBand')}
        </Button>
      </div>
    </>
  );
}

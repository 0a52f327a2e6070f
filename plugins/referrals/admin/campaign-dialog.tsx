import { type FormEvent, useState } from 'react';
import {
  ApiError,
  addDays,
  ask,
  Button,
  brand,
  CheckField,
  Dialog,
  Notice,
  SelectField,
  TextField,
  toast,
  today,
  useAsk,
  useRefresh,
} from '#admin';
import {
  ReferralsPlanCampaignDocument,
  type ReferralsPlanCampaignMutationVariables,
  ReferralsTariffsDocument,
} from '#operations/referrals';
import { amountOf, type CampaignOfPage, centsOf } from './campaign.facts.ts';
import { say } from './texts.ts';

type Input = ReferralsPlanCampaignMutationVariables['input'];
const PAYOUTS: readonly Input['payout'][] = ['CREDIT', 'TRANSFER', 'VOUCHER'];
const SALE_RULES: readonly Input['saleRule'][] = ['BOTH', 'PARTNER', 'REFERRER', 'FIRST_TOUCH', 'LAST_TOUCH'];
const AMOUNTS = ['referrerCents', 'referredCents'] as const;
const NUMBERS = ['windowDays', 'minimumSupplyDays', 'clawbackDays', 'maximumPerYear', 'newAfterMonths', 'meterMonths'] as const;
type Typed = Readonly<Record<(typeof AMOUNTS)[number] | (typeof NUMBERS)[number] | 'name' | 'validFrom' | 'validTo', string>>;

const FIRST: Typed = {
  ...{ name: '', validFrom: '', validTo: '', referrerCents: '50.00', referredCents: '25.00' },
  ...{ windowDays: '30', minimumSupplyDays: '0', clawbackDays: '180', maximumPerYear: '10', newAfterMonths: '6', meterMonths: '12' },
};

/** The former campaign's rules to begin with: most new ones differ in little. */
const typedLike = (like: CampaignOfPage | null): Typed =>
  like === null
    ? { ...FIRST, validFrom: today() }
    : {
        ...FIRST,
        ...Object.fromEntries(AMOUNTS.map((field) => [field, amountOf(like[field])])),
        ...Object.fromEntries(NUMBERS.map((field) => [field, String(like[field])])),
        validFrom: addDays(today(), 1),
      };

/** Plans a campaign: everything in one view, because each rule is there for a reason. */
export function CampaignDialog({ like, onClose }: { readonly like: CampaignOfPage | null; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const { data: tariffs } = useAsk('referrals-tariffs', ReferralsTariffsDocument, {});
  const [typed, setTyped] = useState(() => typedLike(like));
  const [payout, setPayout] = useState<Input['payout']>(like?.payout ?? 'CREDIT');
  const [saleRule, setSaleRule] = useState<Input['saleRule']>(like?.saleRule ?? 'BOTH');
  const [tariffIds, setTariffIds] = useState<readonly string[]>(like?.tariffIds ?? []);
  const [faults, setFaults] = useState<Partial<Record<keyof Typed, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const field = (name: keyof Typed, more: { readonly type?: string; readonly unit?: string } = {}) => (
    <TextField
      key={name}
      label={say(`referrals.campaign.${name}`)}
      help={say(`referrals.campaign.${name}.help`)}
      value={typed[name]}
      onValue={(value) => setTyped((former) => ({ ...former, [name]: value }))}
      error={faults[name] ?? null}
      {...more}
    />
  );
  const plan = async (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(typed);
    setFaults(found);
    setFailure(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await ask(ReferralsPlanCampaignDocument, { input: { ...inputOf(typed), payout, saleRule, tariffIds: [...tariffIds] } });
      onClose();
      toast(say('referrals.campaigns.planned', { name: typed.name }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('referrals.campaigns.plan')} onClose={onClose}>
      <form className="stack" onSubmit={plan} noValidate>
        {failure && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        {field('name')}
        {field('validFrom', { type: 'date' })}
        {field('validTo', { type: 'date' })}
        {AMOUNTS.map((name) => field(name, { unit: brand.currency }))}
        <SelectField
          label={say('referrals.campaign.payout')}
          help={say('referrals.campaign.payout.help')}
          value={payout}
          onValue={(value) => setPayout(PAYOUTS.find((one) => one === value) ?? payout)}
          options={PAYOUTS.map((value) => ({ value, label: say(`referrals.payout.${value}`) }))}
        />
        <SelectField
          label={say('referrals.campaign.saleRule')}
          help={say('referrals.campaign.saleRule.help')}
          value={saleRule}
          onValue={(value) => setSaleRule(SALE_RULES.find((one) => one === value) ?? saleRule)}
          options={SALE_RULES.map((value) => ({ value, label: say(`referrals.saleRule.${value}`) }))}
        />
        {NUMBERS.map((name) => field(name, { unit: say(`referrals.campaign.${name}.unit`) }))}
        {tariffs && tariffs.tariffs.edges.length > 0 && (
          <fieldset className="field">
            <legend>{say('referrals.campaign.tariffIds')}</legend>
            <div className="help">{say('referrals.campaign.tariffIds.help')}</div>
            {tariffs.tariffs.edges.map(({ node }) => (
              <CheckField
                key={node.id}
                label={node.name}
                checked={tariffIds.includes(node.id)}
                onValue={(isChosen) => setTariffIds((former) => [...former.filter((id) => id !== node.id), ...(isChosen ? [node.id] : [])])}
              />
            ))}
          </fieldset>
        )}
        <div className="actions">
          <Button onClick={onClose}>{say('referrals.dialog.close')}</Button>
          <Button kind="primary" type="submit" isBusy={isBusy}>
            {say('referrals.campaigns.plan')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function faultsOf(typed: Typed): Partial<Record<keyof Typed, string>> {
  return Object.fromEntries([
    ...(['name', 'validFrom'] as const)
      .filter((name) => typed[name].trim() === '')
      .map((name) => [name, say('referrals.campaigns.missing')]),
    ...AMOUNTS.filter((name) => centsOf(typed[name]) === null).map((name) => [name, say('referrals.campaigns.noAmount')]),
    ...NUMBERS.filter((name) => !/^\d{1,4}$/.test(typed[name].trim())).map((name) => [name, say('referrals.campaigns.noNumber')]),
  ]);
}

const inputOf = (typed: Typed) => ({
  ...{ name: typed.name.trim(), validFrom: typed.validFrom, validTo: typed.validTo || null },
  ...{ referrerCents: centsOf(typed.referrerCents) ?? 0, referredCents: centsOf(typed.referredCents) ?? 0 },
  ...{ windowDays: Number(typed.windowDays), minimumSupplyDays: Number(typed.minimumSupplyDays) },
  ...{ clawbackDays: Number(typed.clawbackDays), maximumPerYear: Number(typed.maximumPerYear) },
  ...{ newAfterMonths: Number(typed.newAfterMonths), meterMonths: Number(typed.meterMonths) },
});

import { IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  ask,
  Button,
  Dialog,
  day,
  Empty,
  ErrorState,
  money,
  PageFrame,
  PageLink,
  type PageProps,
  Status,
  TableCard,
  TextField,
  toast,
  today,
  useAsk,
  useRefresh,
} from '#admin';
import { ReferralsCampaignsDocument, ReferralsEndCampaignDocument } from '#operations/referrals';
import { type CampaignOfPage, phaseOf } from './campaign.facts.ts';
import { CampaignDialog } from './campaign-dialog.tsx';
import { say } from './texts.ts';

/** What is paid for recommendations, from which day on. */
export default function CampaignsPage({ title, may }: PageProps) {
  const { data, error, refetch } = useAsk('referrals-campaigns', ReferralsCampaignsDocument, {});
  const [isPlanning, setPlanning] = useState(false);
  const [ending, setEnding] = useState<CampaignOfPage | null>(null);
  const campaigns = data?.referralCampaigns;
  const mayPlan = may('referrals.campaign');
  return (
    <PageFrame
      title={title}
      line={say('referrals.campaigns.line')}
      actions={
        <>
          <PageLink href="/p/referrals/list">{say('referrals.page.title')}</PageLink>
          {mayPlan && (
            <Button kind="primary" onClick={() => setPlanning(true)}>
              {say('referrals.campaigns.plan')}
            </Button>
          )}
        </>
      }
    >
      {error instanceof ApiError && <ErrorState title={say('referrals.page.failed')} error={error} onRetry={() => void refetch()} />}
      {campaigns?.length === 0 && (
        <Empty
          icon={<IconTicket size={18} stroke={1.7} />}
          title={say('referrals.campaigns.none')}
          text={say('referrals.campaigns.noneText')}
        />
      )}
      {campaigns && campaigns.length > 0 && (
        <TableCard
          title={say('referrals.campaigns.title')}
          head={[
            { label: say('referrals.campaign.name') },
            { label: say('referrals.column.state') },
            { label: say('referrals.campaign.validFrom'), isNumber: true },
            { label: say('referrals.campaign.validTo'), isNumber: true },
            { label: say('referrals.campaign.referrerCents'), isNumber: true },
            { label: say('referrals.campaign.referredCents'), isNumber: true },
            { label: say('referrals.campaign.payout') },
            { label: say('referrals.campaign.saleRule') },
            ...(mayPlan ? [{ label: say('referrals.column.act') }] : []),
          ]}
          rows={campaigns.map((campaign) => rowOf(campaign, { campaigns, onEnd: mayPlan ? setEnding : null }))}
        />
      )}
      {isPlanning && <CampaignDialog like={campaigns?.[0] ?? null} onClose={() => setPlanning(false)} />}
      {ending && <EndDialog campaign={ending} onClose={() => setEnding(null)} />}
    </PageFrame>
  );
}

interface RowFacts {
  readonly campaigns: readonly CampaignOfPage[];
  readonly onEnd: ((campaign: CampaignOfPage) => void) | null;
}

const KINDS = { now: 'ok', planned: 'wait', over: 'ended' } as const;

function rowOf(campaign: CampaignOfPage, { campaigns, onEnd }: RowFacts) {
  const phase = phaseOf(campaign, campaigns, today());
  return {
    id: campaign.id,
    cells: [
      <span key="name" className="strong cut">
        {campaign.name}
      </span>,
      <Status key="phase" kind={KINDS[phase]}>
        {say(`referrals.phase.${phase}`)}
      </Status>,
      day(campaign.validFrom),
      campaign.validTo === null ? '–' : day(campaign.validTo),
      money(campaign.referrerCents),
      money(campaign.referredCents),
      say(`referrals.payout.${campaign.payout}`),
      <span key="rule" className="cut">
        {say(`referrals.saleRule.${campaign.saleRule}`)}
      </span>,
      ...(onEnd === null
        ? []
        : [
            phase === 'over' ? (
              <span key="act" className="muted">
                –
              </span>
            ) : (
              <Button key="act" onClick={() => onEnd(campaign)}>
                {say('referrals.campaigns.end')}
                <span className="sr"> {campaign.name}</span>
              </Button>
            ),
          ]),
    ],
  };
}

function EndDialog({ campaign, onClose }: { readonly campaign: CampaignOfPage; readonly onClose: () => void }) {
  const refresh = useRefresh();
  const [on, setOn] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const end = async () => {
    if (on === '') return setFault(say('referrals.campaigns.dayMissing'));
    setBusy(true);
    try {
      await ask(ReferralsEndCampaignDocument, { id: campaign.id, on });
      onClose();
      toast(say('referrals.campaigns.ended', { name: campaign.name }));
      await refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFault(error.message);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('referrals.campaigns.endTitle', { name: campaign.name })} onClose={onClose}>
      <div className="stack">
        <TextField
          label={say('referrals.campaign.validTo')}
          help={say('referrals.campaigns.endHelp')}
          type="date"
          value={on}
          onValue={setOn}
          error={fault}
        />
        <div className="actions">
          <Button onClick={onClose}>{say('referrals.dialog.close')}</Button>
          <Button kind="danger" onClick={end} isBusy={isBusy}>
            {say('referrals.campaigns.end')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

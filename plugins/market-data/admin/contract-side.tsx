import { ApiError, type ContractSideProps, day, Facts, PageLink, useAsk } from '#admin';
import { MarketDataOfContractDocument } from '#operations/market-data';
import { say } from './texts.ts';

/** Which grid operator's figures the price of a contract holds, and the way to all of them. */
export default function MarketDataSide({ contract: { postcode, city } }: ContractSideProps) {
  if (postcode === null) return <p className="muted">{say('market-data.side.noPoint')}</p>;
  return <Known postcode={postcode} city={city} />;
}

function Known({ postcode, city }: { readonly postcode: string; readonly city: string | null }) {
  const { data, error } = useAsk('market-data-side', MarketDataOfContractDocument, { postcode, municipality: null });
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const { gridOperator, places, figures } = data.marketDataOrigin;
  const named = places.find(({ municipality }) => municipality === city);
  const since = figures
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1);
  const query = new URLSearchParams({ postcode, ...(named && { municipality: named.municipality }) });
  return (
    <>
      <Facts
        facts={[
          [say('market-data.place.operator'), gridOperator ?? say('market-data.side.several')],
          [say('market-data.side.since'), since && day(since)],
        ]}
      />
      <PageLink href={`/p/market-data/address?${query}`}>{say('market-data.side.all')}</PageLink>
    </>
  );
}

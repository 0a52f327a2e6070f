import { IconMapSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import {
  ApiError,
  Button,
  Card,
  day,
  Empty,
  ErrorState,
  Facts,
  Notice,
  number,
  PageFrame,
  type PageProps,
  TextField,
  useAsk,
} from '#admin';
import { MarketDataOriginDocument, type MarketDataOriginQuery } from '#operations/market-data';
import { Figures } from './figures.tsx';
import { say, sayCount, sayIfKnown } from './texts.ts';

type Origin = MarketDataOriginQuery['marketDataOrigin'];

/** Where the numbers of an address come from. The address of the page holds the question. */
export default function AddressPage({ title, search, onSearch }: PageProps) {
  const { postcode = '' } = search;
  return (
    <PageFrame title={title} line={say('market-data.page.line')}>
      <Question key={JSON.stringify(search)} search={search} onSearch={onSearch} />
      {postcode === '' ? (
        <Empty
          icon={<IconMapSearch size={18} stroke={1.7} />}
          title={say('market-data.page.empty')}
          text={say('market-data.page.emptyText')}
        />
      ) : (
        <Answer search={search} onSearch={onSearch} />
      )}
    </PageFrame>
  );
}

type Asked = Pick<PageProps, 'search' | 'onSearch'>;

function Question({ search, onSearch }: Asked) {
  const [postcode, setPostcode] = useState(search.postcode ?? '');
  const [on, setOn] = useState(search.on ?? '');
  const ask = (event: FormEvent) => {
    event.preventDefault();
    onSearch({ ...(postcode.trim() && { postcode: postcode.trim() }), ...(on && { on }) });
  };
  return (
    <form className="plugin-form" onSubmit={ask}>
      <TextField label={say('market-data.page.postcode')} value={postcode} onValue={setPostcode} inputMode="numeric" autoComplete="off" />
      <TextField label={say('market-data.page.on')} type="date" value={on} onValue={setOn} />
      <Button kind="primary" type="submit">
        {say('market-data.page.show')}
      </Button>
    </form>
  );
}

function Answer({ search, onSearch }: Asked) {
  const { postcode = '', municipality = null, on = null } = search;
  const { data, error, refetch } = useAsk('market-data-origin', MarketDataOriginDocument, { postcode, municipality, on });
  if (error instanceof ApiError && error.code.startsWith('MARKET_DATA_')) {
    return (
      <Notice tone="warning" role="alert">
        {error.message}
      </Notice>
    );
  }
  if (error instanceof ApiError) return <ErrorState title={say('market-data.page.failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <div aria-busy="true" />;
  const { marketDataOrigin: origin } = data;
  return (
    <>
      <Place origin={origin} onChoose={(name) => onSearch({ ...search, municipality: name })} />
      {origin.figures.length > 0 && <Figures figures={origin.figures} />}
      <div className="two-cards">
        {origin.changes.length > 0 && <Changes origin={origin} />}
        <Market origin={origin} />
      </div>
    </>
  );
}

interface PlaceProps {
  readonly origin: Origin;
  readonly onChoose: (municipality: string) => void;
}

function Place({ origin: { postcode, on, places, gridOperator }, onChoose }: PlaceProps) {
  return (
    <Card title={say('market-data.place.title', { postcode })}>
      {gridOperator === null ? (
        <Notice tone="warning">{say('market-data.which-municipality')}</Notice>
      ) : (
        <Facts
          facts={[
            [say('market-data.place.operator'), gridOperator],
            [say('market-data.place.on'), day(on)],
          ]}
        />
      )}
      {places.length > 1 && (
        <>
          <p className="muted small">{sayCount('market-data.place.several', places.length)}</p>
          <ul className="row wrap">
            {places.map(({ municipality, gridOperator: server }) => (
              <li key={municipality}>
                <Button title={server} onClick={() => onChoose(municipality)}>
                  {municipality}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

const Changes = ({ origin: { changes } }: Pick<PlaceProps, 'origin'>) => (
  <Card title={say('market-data.changes.title')}>
    {changes.map(({ code, changesOn, difference, source }) => (
      <div key={`${code}${changesOn}`}>
        <p>
          {say('market-data.changes.line', {
            what: sayIfKnown(`component.${code}`) ?? code,
            day: day(changesOn),
            difference: number(Number(difference), 2, 4),
          })}
        </p>
        <p className="muted small">{source}</p>
      </div>
    ))}
  </Card>
);

const Market = ({ origin: { marketTariffs, notices, sources } }: Pick<PlaceProps, 'origin'>) => (
  <Card title={say('market-data.market.title')}>
    <p>{sayCount('market-data.market.tariffs', marketTariffs)}</p>
    {[...notices, ...sources].map((text) => (
      <p key={text} className="muted small" lang="en">
        {text}
      </p>
    ))}
  </Card>
);

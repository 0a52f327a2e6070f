import { type FormEvent, useEffect, useState } from 'react';
import { PlacesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError, ask } from '../../api/ask.ts';
import { Button } from '../../kit/parts/button.tsx';
import { SelectField, TextField } from '../../kit/parts/field.tsx';
import { Problems, type ShownProblem } from '../../kit/parts/problems.tsx';
import { say } from '../../kit/text.ts';
import type { StepProps } from '../flow.tsx';
import { BottomBar, StepTitle } from '../frame.tsx';
import { addressOf, supplyOf, withAddress, withoutSupply } from '../supplies.ts';

const FIELDS = ['postcode', 'city', 'street', 'houseNumber'] as const;

/** Where energy is to be supplied. The postcode says the place; where it says several, one is chosen. */
export function AddressStep({ draft, onChange, go }: StepProps) {
  const supply = supplyOf(draft);
  const address = addressOf(draft, supply);
  const [wasSent, setSent] = useState(false);
  const places = usePlaces(address.postcode);
  const set = (field: (typeof FIELDS)[number]) => (value: string) => {
    onChange(withAddress(draft, { ...address, ...(field === 'postcode' && { city: '' }), [field]: value }));
  };
  const only = places?.length === 1 ? places[0] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the one place of a postcode is filled in
  useEffect(() => {
    if (only !== undefined && address.city === '') onChange(withAddress(draft, { ...address, city: only }));
  }, [only, address.postcode]);

  const missing = FIELDS.filter((field) => address[field].trim() === '');
  const problemOf = (field: (typeof FIELDS)[number]): string | null =>
    wasSent && missing.includes(field) ? say(`order.address.missing.${field}`) : null;
  const problems: ShownProblem[] = wasSent ? missing.map((field) => ({ id: field, text: say(`order.address.missing.${field}`) })) : [];
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (missing.length === 0) go('consumption');
  };
  return (
    <form className="stack" onSubmit={goOn} noValidate>
      <div>
        <StepTitle step="address" />
        <p className="muted lead">{say(supply.address ? 'order.address.leadFurther' : 'order.address.lead')}</p>
      </div>
      <Problems problems={problems} />
      <div className="two-fields">
        <div className="short">
          <TextField
            id="postcode"
            label={say('order.address.postcode')}
            value={address.postcode}
            onValue={set('postcode')}
            error={problemOf('postcode')}
            inputMode="numeric"
            autoComplete="postal-code"
            maxLength={10}
          />
        </div>
        {places && places.length > 1 ? (
          <SelectField
            id="city"
            label={say('order.address.city')}
            value={address.city}
            onValue={set('city')}
            error={problemOf('city')}
            options={places.map((place) => ({ value: place, label: place }))}
          />
        ) : (
          <TextField
            id="city"
            label={say('order.address.city')}
            value={address.city}
            onValue={set('city')}
            error={problemOf('city')}
            autoComplete="address-level2"
          />
        )}
      </div>
      {places?.length === 0 && <p className="muted small">{say('order.address.unknown')}</p>}
      <div className="two-fields wide-first">
        <TextField
          id="street"
          label={say('order.address.street')}
          value={address.street}
          onValue={set('street')}
          error={problemOf('street')}
          autoComplete="address-line1"
        />
        <TextField
          id="houseNumber"
          label={say('order.address.houseNumber')}
          value={address.houseNumber}
          onValue={set('houseNumber')}
          error={problemOf('houseNumber')}
        />
      </div>
      <BottomBar>
        <Button kind="primary" type="submit" isWide>
          {say('order.address.next')}
        </Button>
      </BottomBar>
      {supply.address && (
        <Button
          kind="quiet"
          isWide
          onClick={() => {
            onChange(withoutSupply(draft, draft.at));
            go('offers');
          }}
        >
          {say('order.further.withoutPlace')}
        </Button>
      )}
    </form>
  );
}

/** The places of a postcode, best first; null while nobody knows them. */
function usePlaces(postcode: string): readonly string[] | null {
  const [known, setKnown] = useState<{ readonly postcode: string; readonly places: readonly string[] } | null>(null);
  useEffect(() => {
    const typed = postcode.trim();
    if (typed.length < 4) return setKnown(null);
    const gone = new AbortController();
    ask(PlacesDocument, { postcode: typed }, { signal: gone.signal })
      .then(({ places }) => setKnown({ postcode: typed, places: [...new Set(places.suggestions.map(({ place }) => place))] }))
      .catch((error: unknown) => {
        if (gone.signal.aborted || error instanceof ApiError) return; // the place can still be written by hand
        throw error;
      });
    return () => gone.abort();
  }, [postcode]);
  return known?.postcode === postcode.trim() ? known.places : null;
}

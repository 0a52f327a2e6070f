import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { stateCode } from './countries.ts';
import type { AddressSuggestion } from './place.points.ts';
import { completePlace, type Places, placesWith } from './place.service.ts';

const TYPED = 10;

export function placeSchema({ builder }: Shared): void {
  const Suggestion = builder.objectRef<AddressSuggestion>('AddressSuggestion').implement({
    description: 'A place or an address that somebody may mean.',
    fields: (t) => ({
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      place: t.exposeString('place', { description: 'Town or village.' }),
      state: t.exposeString('state', { description: 'Federal state, region or county; empty where it is not known.' }),
      stateCode: t.string({
        nullable: true,
        description: 'Second half of ISO 3166-2 where a state has holidays of its own, "BY".',
        resolve: ({ country, state }) => stateCode(country, state),
      }),
      street: t.exposeString('street', { nullable: true, description: 'Street; null where a place alone is meant.' }),
      houseNumber: t.exposeString('houseNumber', { nullable: true, description: 'House number with its addition.' }),
      text: t.exposeString('text', { description: 'One line, as people write it.' }),
      registerId: t.exposeString('registerId', { nullable: true, description: 'Id in the official register; null where none knows it.' }),
      latitude: t.exposeString('latitude', { nullable: true, description: 'Degrees north, a decimal number.' }),
      longitude: t.exposeString('longitude', { nullable: true, description: 'Degrees east, a decimal number.' }),
    }),
  });
  const Completion = builder.objectRef<Places>('AddressCompletion').implement({
    description: 'Places or addresses, best first.',
    fields: (t) => ({
      suggestions: t.field({ type: [Suggestion], description: 'Best first.', resolve: ({ suggestions }) => [...suggestions] }),
      sources: t.stringList({ description: 'Whose data it is: must be named where it is shown.', resolve: ({ sources }) => [...sources] }),
    }),
  });

  builder.queryField('completePlace', (t) =>
    t.field({
      type: Completion,
      description: 'Completes an address while it is typed: by postcode, by name, by both; umlauts and typos do not matter.',
      extensions: needs('quote.create'),
      args: {
        text: t.arg.string({ required: true, description: 'What was typed so far.' }),
        country: t.arg.string({ description: 'ISO 3166-1 alpha-2; left out = the country of the brand.' }),
        first: t.arg.int({ description: `At most so many; ${TYPED} unless said otherwise.` }),
      },
      resolve: (_root, { text, country, first }, ctx) =>
        completePlace(ctx, { text, country: country ?? ctx.brand.country, first: first ?? TYPED }),
    }),
  );
  builder.queryField('places', (t) =>
    t.field({
      type: Completion,
      description: 'Every place with a postcode.',
      extensions: needs('quote.create'),
      args: {
        postcode: t.arg.string({ required: true, description: 'The whole postcode.' }),
        country: t.arg.string({ description: 'ISO 3166-1 alpha-2; left out = the country of the brand.' }),
      },
      resolve: (_root, { postcode, country }, ctx) => placesWith(ctx, { postcode, country: country ?? ctx.brand.country }),
    }),
  );
}

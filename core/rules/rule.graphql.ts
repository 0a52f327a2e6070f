import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { todayIn } from '../kernel/clock.ts';
import type { Rule } from './rule.ts';
import { isInForce, RULES } from './rule-lookup.ts';

export function ruleSchema({ builder }: Shared): void {
  const StatutoryRule = builder.objectRef<Rule & { isInForce: boolean }>('StatutoryRule').implement({
    description: 'A dated rule of law or of the market: a deadline, a rate, a fee. Nothing here is legal advice.',
    fields: (t) => ({
      kind: t.exposeString('kind', { description: 'What it is about, "switch-lead-time".' }),
      country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2.' }),
      segment: t.exposeString('segment', { description: 'Whom it is for: ALL, HOUSEHOLD, SMALL, CONSUMER, NO_CONSUMER, BUSINESS.' }),
      commodities: t.field({
        type: ['String'],
        nullable: true,
        description: 'Codes of commodities; null = all.',
        resolve: ({ commodities }) => commodities && [...commodities],
      }),
      situation: t.exposeString('situation', { nullable: true, description: 'Under which circumstances; null = under any.' }),
      validFrom: t.expose('validFrom', { type: 'Date', nullable: true, description: 'First day in force; null = old, or unknown.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day no longer in force; null = none is known.' }),
      text: t.exposeString('text', { description: 'The rule in words.' }),
      value: t.expose('value', { type: 'JSON', nullable: true, description: 'What a machine reads of it; its shape is the kind’s.' }),
      source: t.exposeString('source', { description: 'Where it is written.' }),
      isActive: t.exposeBoolean('isActive', { description: 'False: not confirmed by a source. Listed, never decides.' }),
      isInForce: t.exposeBoolean('isInForce', { description: 'Whether it is in force on the day asked for.' }),
    }),
  });

  builder.queryField('statutoryRules', (t) =>
    t.field({
      type: [StatutoryRule],
      description: 'Dated rules with their sources: why a date is what it is. Rules that are not in force on the day are left out.',
      extensions: needs('tariff.read'),
      args: {
        country: t.arg.string({ description: 'ISO 3166-1 alpha-2; left out = the country of the brand.' }),
        kind: t.arg.string({ description: 'Of this kind alone.' }),
        on: t.arg({ type: 'Date', description: 'In force on this day; left out = today.' }),
        always: t.arg.boolean({ description: 'Also the rules that are not in force on the day: the history.' }),
      },
      resolve: (_root, { country, kind, on, always }, { brand, clock }) => {
        const day = on ?? todayIn(clock, brand.timeZone);
        return RULES.filter((rule) => rule.country === (country ?? brand.country) && (!kind || rule.kind === kind))
          .map((rule) => ({ ...rule, isInForce: isInForce(rule, day) }))
          .filter((rule) => rule.isInForce || always === true);
      },
    }),
  );
}

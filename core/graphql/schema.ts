import type { GraphQLSchema } from 'graphql';
import { apiKeySchema } from '../access/api-key.graphql.ts';
import { agreementSchema } from '../agreements/agreement.graphql.ts';
import { brandSchema } from '../brands/brand.graphql.ts';
import { legalTextSchema } from '../brands/legal-text.graphql.ts';
import { changeSchema } from '../changes/change.graphql.ts';
import { commoditySchema } from '../commodities/commodity.graphql.ts';
import { contractSchema } from '../contracts/contract.graphql.ts';
import { lifeSchema } from '../contracts/life.graphql.ts';
import { stateSetSchema } from '../contracts/state-set.graphql.ts';
import { transitionSchema } from '../contracts/transition.graphql.ts';
import { bankAccountSchema } from '../customers/bank-account.graphql.ts';
import { customerSchema } from '../customers/customer.graphql.ts';
import { customerPartsSchema } from '../customers/customer-parts.graphql.ts';
import { duplicateSchema } from '../customers/duplicate.graphql.ts';
import { documentSchema } from '../documents/document.graphql.ts';
import { importSchema } from '../imports/import.graphql.ts';
import type { Registry } from '../kernel/registry.ts';
import { mailboxSchema } from '../mail/mailbox.graphql.ts';
import { meteringPointSchema } from '../metering-points/metering-point.graphql.ts';
import { operationsSchema } from '../operations/operations.graphql.ts';
import { orderFormGraphql } from '../orders/order.form.graphql.ts';
import { orderSchema } from '../orders/order.graphql.ts';
import { overviewSchema } from '../overview/overview.graphql.ts';
import { partnerSchema } from '../partners/partner.graphql.ts';
import { placeSchema } from '../places/place.graphql.ts';
import { pluginSchema } from '../plugins/plugin.graphql.ts';
import { quoteSchema } from '../quotes/quote.graphql.ts';
import { referenceSchema } from '../reference/reference.graphql.ts';
import { reportSchema } from '../reports/report.graphql.ts';
import { ruleSchema } from '../rules/rule.graphql.ts';
import { tariffSchema } from '../tariffs/tariff.graphql.ts';
import { tariffPriceSchema } from '../tariffs/tariff-price.graphql.ts';
import { userSchema } from '../users/user.graphql.ts';
import { viewSchema } from '../views/view.graphql.ts';
import { createBuilder } from './builder.ts';
import { gate } from './gate.ts';
import { type Owners, pluginBuilder } from './plugin-builder.ts';
import { sharedTypes } from './shared.ts';
import { withSharedPaths } from './shared-paths.ts';

const NOUNS = [
  brandSchema,
  legalTextSchema,
  commoditySchema,
  tariffSchema,
  tariffPriceSchema,
  quoteSchema,
  ruleSchema,
  placeSchema,
  customerSchema,
  customerPartsSchema,
  bankAccountSchema,
  duplicateSchema,
  meteringPointSchema,
  agreementSchema,
  orderFormGraphql,
  orderSchema,
  stateSetSchema,
  contractSchema,
  transitionSchema,
  lifeSchema,
  overviewSchema,
  reportSchema,
  documentSchema,
  importSchema,
  changeSchema,
  viewSchema,
  partnerSchema,
  userSchema,
  apiKeySchema,
  pluginSchema,
  mailboxSchema,
  operationsSchema,
  referenceSchema,
];

/** The one schema of this installation: core's nouns, then every installed plugin; who is off is decided per request by the gate. */
export function buildSchema({ installed, commodities }: Pick<Registry, 'installed' | 'commodities'>): {
  schema: GraphQLSchema;
  owners: Owners;
} {
  const builder = createBuilder();
  const shared = sharedTypes(
    builder,
    [...commodities.values()].map(({ commodity }) => commodity),
  );
  for (const noun of NOUNS) noun(shared);

  const owners: Owners = new Map();
  for (const plugin of installed) plugin.graphql?.(pluginBuilder(builder, plugin.id, owners));
  return { schema: withSharedPaths(gate(builder.toSchema(), owners)), owners };
}

import { collect } from '../kernel/hooks.ts';

/** Something that a plugin has to say about a customer. */
export interface OverviewSection {
  /** For people. */
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

/** What does a plugin know about this customer? Shown on the page that shows everything; plugins see the viewer's rows only. */
export const customerOverview = collect<{ readonly customerId: string }, readonly OverviewSection[]>('customer.overview');

/** Every page of the surfaces, for those who look at all of them: axe and the screenshots. */
export interface LookedAt {
  readonly name: string;
  /** Whose page it is; null = nobody is signed in. */
  readonly who: 'office' | 'admin' | 'north' | 'inspector' | null;
  readonly path: string;
  /** Stands there once the page is complete. */
  readonly ready: string;
}

/** `contract`, `customer`, `order`, `partner`, `tariff` and `version` are ids, `link` is what stands behind "/my". */
export const pagesOf = ({
  contract,
  customer,
  order,
  partner,
  tariff,
  version,
  link,
}: {
  readonly contract: string;
  readonly customer: string;
  readonly order: string;
  readonly partner: string;
  readonly tariff: string;
  readonly version: string;
  readonly link: string;
}): LookedAt[] => [
  { name: 'sign-in', who: null, path: '/sign-in', ready: 'form' },
  { name: 'reset-password', who: null, path: '/reset-password?token=x', ready: 'form' },
  { name: 'dashboard', who: 'office', path: '/', ready: '.chart svg' },
  { name: 'contracts', who: 'office', path: '/contracts', ready: 'tbody a, .lines a' },
  { name: 'contracts-no-match', who: 'office', path: '/contracts?q=C-ZZZZZ', ready: '.empty' },
  { name: 'contract', who: 'office', path: `/contracts/${contract}`, ready: '.timeline' },
  { name: 'contract-missing', who: 'office', path: '/contracts/00000000-0000-7000-8000-000000000000', ready: '.empty' },
  { name: 'mass-changes', who: 'office', path: '/mass-changes', ready: '.empty, tbody a, .lines a' },
  { name: 'mass-change-new', who: 'office', path: '/mass-changes/new', ready: 'form select' },
  { name: 'orders', who: 'office', path: '/orders', ready: 'tbody a, .lines a' },
  { name: 'order-page', who: 'office', path: `/orders/${order}`, ready: '.answers' },
  { name: 'customers', who: 'office', path: '/customers', ready: 'tbody a, .lines a' },
  { name: 'customer', who: 'office', path: `/customers/${customer}`, ready: '#changes' },
  { name: 'points', who: 'office', path: '/points', ready: 'tbody a, .lines a' },
  { name: 'tariffs', who: 'office', path: '/tariffs', ready: 'tbody a, .lines a' },
  { name: 'tariff', who: 'office', path: `/tariffs/${tariff}`, ready: '.chart svg, .chart-wait' },
  { name: 'tariff-version', who: 'office', path: `/tariffs/${tariff}/versions/${version}`, ready: '.facts' },
  { name: 'tariff-write', who: 'office', path: `/tariffs/${tariff}/write?from=${version}`, ready: '.preview .price' },
  { name: 'statuses', who: 'office', path: '/statuses', ready: '.graph' },
  { name: 'partners', who: 'office', path: '/partners', ready: 'tbody td, .line' },
  { name: 'users', who: 'office', path: '/users', ready: 'tbody td, .line' },
  { name: 'imports', who: 'office', path: '/imports', ready: '.empty' },
  { name: 'import-new', who: 'office', path: '/imports/new', ready: 'form' },
  { name: 'jobs', who: 'office', path: '/jobs', ready: 'tbody td, .lines a' },
  { name: 'schedules', who: 'office', path: '/jobs/schedules', ready: 'tbody td' },
  { name: 'deliveries', who: 'office', path: '/jobs/events', ready: '.empty' },
  { name: 'keys', who: 'admin', path: '/keys', ready: 'tbody td, .lines a' },
  { name: 'key-new', who: 'admin', path: '/keys/new', ready: '.scope-list li' },
  { name: 'api', who: 'admin', path: '/api?op=askQuote', ready: '.try' },
  { name: 'plugins', who: 'office', path: '/plugins', ready: '.plugin' },
  { name: 'order-page-settings', who: 'admin', path: '/order-page', ready: '.snippet' },
  { name: 'brands', who: 'admin', path: '/p/brand-management/brands', ready: 'tbody td' },
  { name: 'brands-open', who: 'admin', path: '/p/brand-management/open', ready: '#hosts' },
  { name: 'brands-look', who: 'admin', path: '/p/brand-management/look', ready: 'tbody td' },
  { name: 'brands-texts', who: 'admin', path: '/p/brand-management/texts', ready: 'tbody td' },
  { name: 'brands-people', who: 'admin', path: '/p/brand-management/people', ready: 'tbody td' },
  { name: 'brands-figures', who: 'admin', path: '/p/brand-management/figures', ready: 'tbody td' },
  { name: 'plugin', who: 'office', path: '/p/credit-check', ready: '.facts' },
  { name: 'plugin-off', who: 'office', path: '/p/no-plugin/page', ready: '.empty' },
  { name: 'plugin-queue', who: 'office', path: '/p/credit-check/queue', ready: '.empty' },
  { name: 'credit-contests', who: 'office', path: '/p/credit-check/contests', ready: '.empty' },
  { name: 'credit-alerts', who: 'office', path: '/p/credit-check/alerts', ready: '.empty' },
  { name: 'credit-bands', who: 'office', path: '/p/credit-check/bands', ready: 'tbody td' },
  { name: 'credit-bands-write', who: 'office', path: '/p/credit-check/bands?write=new', ready: 'form .card' },
  { name: 'plugin-address', who: 'office', path: '/p/market-data/address?postcode=1010', ready: 'tbody td' },
  { name: 'messages', who: 'office', path: '/p/notifications/log', ready: '.empty, tbody td' },
  { name: 'messages-rules', who: 'office', path: '/p/notifications/rules', ready: '.empty, tbody td' },
  { name: 'messages-templates', who: 'office', path: '/p/notifications/templates', ready: '.empty, tbody td' },
  { name: 'messages-mailings', who: 'office', path: '/p/notifications/mailings', ready: '.empty, tbody td' },
  { name: 'messages-own', who: 'office', path: '/p/notifications/own', ready: 'main select' },
  { name: 'sms-texts', who: 'office', path: '/p/sms/texts', ready: '.empty, tbody td' },
  { name: 'partner', who: 'office', path: `/partners/${partner}`, ready: 'tbody td' },
  { name: 'mailbox', who: 'office', path: '/mailbox', ready: 'tbody td, .line' },
  { name: 'audit', who: 'office', path: '/audit', ready: '.empty, tbody td, .line' },
  { name: 'no-permission', who: 'inspector', path: '/plugins', ready: '.empty' },
  { name: 'order-address', who: 'north', path: '/order', ready: '#postcode' },
  { name: 'order-own', who: null, path: '/order', ready: '#postcode' },
  { name: 'my-status', who: null, path: `/my${link}`, ready: '.my-files' },
  { name: 'my-link', who: null, path: '/my', ready: 'form' },
  { name: 'my-legal', who: null, path: '/my/legal/terms', ready: '.legal-text h2' },
];

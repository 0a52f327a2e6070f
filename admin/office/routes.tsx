import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { ApiError } from '../api/ask.ts';
import { contractsSearch } from './contracts/contracts.search.ts';
import { dashboardSearch } from './dashboard/dashboard.search.ts';
import { Broken } from './entry/broken.tsx';
import { readSearch } from './list/list.types.ts';
import { massSearch } from './mass-changes/mass.search.ts';
import { ordersSearch } from './orders/orders.search.ts';
import { readMe } from './session.ts';
import { Shell } from './shell/shell.tsx';

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, errorComponent: Broken });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { token?: string; to?: string } => {
    const token = text(search.token);
    const to = text(search.to);
    return { ...(token && { token }), ...(to && { to }) };
  },
  component: lazyRouteComponent(() => import('./entry/sign-in.page.tsx'), 'SignInPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: (search: Record<string, unknown>): { token?: string } => {
    const token = text(search.token);
    return { ...(token && { token }) };
  },
  component: lazyRouteComponent(() => import('./entry/reset-password.page.tsx'), 'ResetPasswordPage'),
});

/** Everything behind the sign-in. */
const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  beforeLoad: async ({ context: { queries }, location }) => {
    try {
      return { me: await queries.ensureQueryData({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 }) };
    } catch (error) {
      if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') {
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } });
      }
      throw error;
    }
  },
  component: Shell,
  errorComponent: Broken,
});

const home = createRoute({
  getParentRoute: () => office,
  path: '/',
  validateSearch: dashboardSearch,
  component: lazyRouteComponent(() => import('./dashboard/dashboard.page.tsx'), 'DashboardPage'),
});

const contracts = createRoute({
  getParentRoute: () => office,
  path: '/contracts',
  validateSearch: contractsSearch,
  component: lazyRouteComponent(() => import('./contracts/contracts.page.tsx'), 'ContractsPage'),
});

const contract = createRoute({
  getParentRoute: () => office,
  path: '/contracts/$id',
  component: lazyRouteComponent(() => import('./contracts/contract.page.tsx'), 'ContractPage'),
});

const massChanges = createRoute({
  getParentRoute: () => office,
  path: '/mass-changes',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./mass-changes/mass-changes.page.tsx'), 'MassChangesPage'),
});

const newMassChange = createRoute({
  getParentRoute: () => office,
  path: '/mass-changes/new',
  validateSearch: massSearch,
  component: lazyRouteComponent(() => import('./mass-changes/new-mass-change.page.tsx'), 'NewMassChangePage'),
});

const massChange = createRoute({
  getParentRoute: () => office,
  path: '/mass-changes/$id',
  component: lazyRouteComponent(() => import('./mass-changes/mass-change.page.tsx'), 'MassChangePage'),
});

const orders = createRoute({
  getParentRoute: () => office,
  path: '/orders',
  validateSearch: ordersSearch,
  component: lazyRouteComponent(() => import('./orders/orders.page.tsx'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => office,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('./orders/order.page.tsx'), 'OrderPage'),
});

const customers = createRoute({
  getParentRoute: () => office,
  path: '/customers',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./customers/customers.page.tsx'), 'CustomersPage'),
});

const customer = createRoute({
  getParentRoute: () => office,
  path: '/customers/$id',
  component: lazyRouteComponent(() => import('./customers/customer.page.tsx'), 'CustomerPage'),
});

const points = createRoute({
  getParentRoute: () => office,
  path: '/points',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./points/points.page.tsx'), 'PointsPage'),
});

const tariffs = createRoute({
  getParentRoute: () => office,
  path: '/tariffs',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['state']),
  component: lazyRouteComponent(() => import('./tariffs/tariffs.page.tsx'), 'TariffsPage'),
});

const tariff = createRoute({
  getParentRoute: () => office,
  path: '/tariffs/$id',
  component: lazyRouteComponent(() => import('./tariffs/tariff.page.tsx'), 'TariffPage'),
});

const tariffVersion = createRoute({
  getParentRoute: () => office,
  path: '/tariffs/$id/versions/$version',
  component: lazyRouteComponent(() => import('./tariffs/version.page.tsx'), 'VersionPage'),
});

const writePrice = createRoute({
  getParentRoute: () => office,
  path: '/tariffs/$id/write',
  validateSearch: (search: Record<string, unknown>): { version?: string | undefined; from?: string | undefined } => {
    const version = text(search.version);
    const from = text(search.from);
    return { ...(version && { version }), ...(from && { from }) };
  },
  component: lazyRouteComponent(() => import('./tariffs/write-price.page.tsx'), 'WritePricePage'),
});

const partners = createRoute({
  getParentRoute: () => office,
  path: '/partners',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./partners/partners.page.tsx'), 'PartnersPage'),
});

const partner = createRoute({
  getParentRoute: () => office,
  path: '/partners/$id',
  validateSearch: (search: Record<string, unknown>): { range?: string } => {
    const range = text(search.range);
    return { ...(range && { range }) };
  },
  component: lazyRouteComponent(() => import('./partners/partner.page.tsx'), 'PartnerPage'),
});

const users = createRoute({
  getParentRoute: () => office,
  path: '/users',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['role']),
  component: lazyRouteComponent(() => import('./users/users.page.tsx'), 'UsersPage'),
});

const imports = createRoute({
  getParentRoute: () => office,
  path: '/imports',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./imports/imports.page.tsx'), 'ImportsPage'),
});

const newImport = createRoute({
  getParentRoute: () => office,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('./imports/new-import.page.tsx'), 'NewImportPage'),
});

const importRun = createRoute({
  getParentRoute: () => office,
  path: '/imports/$id',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./imports/import.page.tsx'), 'ImportPage'),
});

const jobs = createRoute({
  getParentRoute: () => office,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['state']),
  component: lazyRouteComponent(() => import('./jobs/jobs.page.tsx'), 'JobsPage'),
});

const statuses = createRoute({
  getParentRoute: () => office,
  path: '/statuses',
  component: lazyRouteComponent(() => import('./statuses/statuses.page.tsx'), 'StatusesPage'),
});

const job = createRoute({
  getParentRoute: () => office,
  path: '/jobs/$id',
  component: lazyRouteComponent(() => import('./jobs/job.page.tsx'), 'JobPage'),
});

const schedules = createRoute({
  getParentRoute: () => office,
  path: '/jobs/schedules',
  component: lazyRouteComponent(() => import('./jobs/schedules.page.tsx'), 'SchedulesPage'),
});

const deliveries = createRoute({
  getParentRoute: () => office,
  path: '/jobs/events',
  component: lazyRouteComponent(() => import('./jobs/deliveries.page.tsx'), 'DeliveriesPage'),
});

const keys = createRoute({
  getParentRoute: () => office,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./keys/keys.page.tsx'), 'KeysPage'),
});

const newKey = createRoute({
  getParentRoute: () => office,
  path: '/keys/new',
  component: lazyRouteComponent(() => import('./keys/new-key.page.tsx'), 'NewKeyPage'),
});

const key = createRoute({
  getParentRoute: () => office,
  path: '/keys/$id',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['refused']),
  component: lazyRouteComponent(() => import('./keys/key.page.tsx'), 'KeyPage'),
});

const api = createRoute({
  getParentRoute: () => office,
  path: '/api',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['op']),
  component: lazyRouteComponent(() => import('./api/reference.page.tsx'), 'ReferencePage'),
});

const plugins = createRoute({
  getParentRoute: () => office,
  path: '/plugins',
  component: lazyRouteComponent(() => import('./plugins/plugins.page.tsx'), 'PluginsPage'),
});

const orderPage = createRoute({
  getParentRoute: () => office,
  path: '/order-page',
  component: lazyRouteComponent(() => import('./order-page/order-page.page.tsx'), 'OrderPagePage'),
});

const audit = createRoute({
  getParentRoute: () => office,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, ['area', 'subject', 'from', 'to']),
  component: lazyRouteComponent(() => import('./audit/audit.page.tsx'), 'AuditPage'),
});

const mailbox = createRoute({
  getParentRoute: () => office,
  path: '/mailbox',
  validateSearch: (search: Record<string, unknown>) => readSearch(search, []),
  component: lazyRouteComponent(() => import('./mailbox/mailbox.page.tsx'), 'MailboxPage'),
});

/** What core knows of a plugin; its own pages stand below. */
const plugin = createRoute({
  getParentRoute: () => office,
  path: '/p/$plugin',
  component: lazyRouteComponent(() => import('./plugins/plugin.page.tsx'), 'PluginPage'),
});

/** A page that a plugin brings. */
const plugged = createRoute({
  getParentRoute: () => office,
  path: '/p/$plugin/$page',
  validateSearch: (search: Record<string, unknown>): Record<string, string> =>
    Object.fromEntries(Object.entries(search).flatMap(([key, value]) => (isPlain(value) ? [[key, String(value)]] : []))),
  component: lazyRouteComponent(() => import('./plugged/plugged.page.tsx'), 'PluggedPageOfAddress'),
});

const isPlain = (value: unknown): value is string | number => (typeof value === 'string' && value !== '') || typeof value === 'number';

const tree = root.addChildren([
  signIn,
  resetPassword,
  office.addChildren([
    home,
    ...[contracts, contract, orders, order],
    ...[massChanges, newMassChange, massChange],
    ...[tariff, tariffVersion, writePrice],
    ...[customers, customer, points, tariffs, partners, users, statuses, plugins, orderPage],
    ...[imports, newImport, importRun],
    ...[jobs, job, schedules, deliveries],
    ...[keys, newKey, key, api],
    ...[mailbox, audit, partner, plugin, plugged],
  ]),
]);

export const officeRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadDelay: 100,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof officeRouter>;
  }
}

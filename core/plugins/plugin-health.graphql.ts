import type { Builder } from '../graphql/builder.ts';
import type { PlaceHealth } from '../kernel/plugin-health.ts';
import type { PluginHealth, ScheduledJob } from './plugin-health.service.ts';
import type { EventHealth } from './plugin-health.sql.ts';

/** Types that tell how a plugin does. */
export function healthTypes(builder: Builder) {
  const PlaceRef = builder.objectRef<PlaceHealth>('PluginPlaceHealth');
  PlaceRef.implement({
    description: 'How a plugin did at one place, as this process saw it since it began.',
    fields: (t) => ({
      place: t.exposeString('place', { description: 'A point ("order.acceptance"), or "events".' }),
      calls: t.exposeInt('calls', { description: 'How often it was asked; of events, parcels.' }),
      failures: t.exposeInt('failures', { description: 'How often it failed. A refusal in words is no failure.' }),
      averageMs: t.float({ description: 'Milliseconds until its answer, on average.', resolve: ({ totalMs, calls }) => totalMs / calls }),
      slowestMs: t.exposeFloat('slowestMs', { description: 'Milliseconds of the slowest.' }),
      lastAt: t.expose('lastAt', { type: 'DateTime', description: 'When it was asked last.' }),
      lastError: t.exposeString('lastError', { nullable: true, description: 'Why it failed last; null = it did not.' }),
      lastErrorAt: t.expose('lastErrorAt', { type: 'DateTime', nullable: true, description: 'When that was.' }),
    }),
  });
  const JobRef = builder.objectRef<ScheduledJob>('PluginJobHealth');
  JobRef.implement({
    description: "How one of a plugin's jobs did for this brand in the last seven days.",
    fields: (t) => ({
      name: t.exposeString('name', { description: 'The job.' }),
      done: t.exposeInt('done', { description: 'How many are done.' }),
      waiting: t.exposeInt('waiting', { description: 'How many wait or run.' }),
      dead: t.exposeInt('dead', { description: 'How many failed for good.' }),
      parked: t.exposeInt('parked', { description: 'How many wait for the plugin to be on again.' }),
      averageMs: t.exposeFloat('averageMs', { nullable: true, description: 'Milliseconds of those that are done, on average.' }),
      lastAt: t.expose('lastAt', { type: 'DateTime', nullable: true, description: 'When the last one ended.' }),
      lastError: t.exposeString('lastError', { nullable: true, description: 'Why one failed last.' }),
      cron: t.exposeString('cron', {
        nullable: true,
        description: "When it is due, as cron text in the brand's time zone; null = when somebody asks.",
      }),
      nextAt: t.expose('nextAt', { type: 'DateTime', nullable: true, description: 'When it is due next.' }),
    }),
  });
  const EventsRef = builder.objectRef<EventHealth>('PluginEventHealth');
  EventsRef.implement({
    description: 'Events of this brand that a plugin did not take yet.',
    fields: (t) => ({
      due: t.exposeInt('due', { description: 'Are tried again.' }),
      dead: t.exposeInt('dead', { description: 'Were given up: a person decides.' }),
      parked: t.exposeInt('parked', { description: 'Wait for it to be on again.' }),
      lastError: t.exposeString('lastError', { nullable: true, description: 'Why it did not take the newest of them.' }),
    }),
  });
  const HealthRef = builder.objectRef<PluginHealth>('PluginHealth');
  HealthRef.implement({
    description: 'How a plugin does for this brand.',
    fields: (t) => ({
      since: t.expose('since', { type: 'DateTime', description: 'Since when places are counted: the start of this process.' }),
      places: t.field({ type: [PlaceRef], description: 'Where it was asked.', resolve: ({ places }) => [...places] }),
      jobs: t.field({ type: [JobRef], description: 'Its jobs.', resolve: ({ jobs }) => [...jobs] }),
      events: t.field({ type: EventsRef, description: 'Its events.', resolve: ({ events }) => events }),
    }),
  });
  return HealthRef;
}

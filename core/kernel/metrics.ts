import type { IncomingMessage, ServerResponse } from 'node:http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { AggregationType, MeterProvider } from '@opentelemetry/sdk-metrics';

const exporter = new PrometheusExporter({ preventServerStart: true });
const provider = new MeterProvider({
  readers: [exporter],
  views: [
    {
      instrumentName: 'voltkontor_*_seconds',
      aggregation: {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
        options: { boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
      },
    },
  ],
});
const meter = provider.getMeter('voltkontor');

/** Times in seconds, one histogram per kind of work. */
const times = {
  http: meter.createHistogram('voltkontor_http_request_seconds', { description: 'HTTP requests by route and status' }),
  graphql: meter.createHistogram('voltkontor_graphql_operation_seconds', { description: 'GraphQL operations by name and outcome' }),
  hook: meter.createHistogram('voltkontor_hook_seconds', {
    description: 'Answers of plugins at points; of those that come at once, one in 64',
  }),
  event: meter.createHistogram('voltkontor_event_seconds', { description: 'Event batches by plugin' }),
  job: meter.createHistogram('voltkontor_job_seconds', { description: 'Jobs by name and outcome' }),
  query: meter.createHistogram('voltkontor_query_seconds', { description: 'Database statements by table and operation' }),
} as const;

type Kind = keyof typeof times;
type Labels = Readonly<Record<string, string>>;

export const observe = (kind: Kind, seconds: number, labels: Labels): void => times[kind].record(seconds, labels);

/** Runs `work` and notes how long it took; a plain value stays a plain value, so that nothing waits for no reason. */
export function timed<T>(kind: Kind, labels: Labels, work: () => T): T {
  const start = performance.now();
  const note = (outcome: 'ok' | 'error') => observe(kind, (performance.now() - start) / 1_000, { ...labels, outcome });
  try {
    const result = work();
    if (result instanceof Promise) {
      result.then(
        () => note('ok'),
        () => note('error'),
      );
    } else {
      note('ok');
    }
    return result;
  } catch (cause) {
    note('error');
    throw cause;
  }
}

/** Answers that come at once are noted one in so many: a histogram would cost more than the answer. */
const ONE_IN = 64;

export interface Tally {
  readonly labels: Labels;
  calls: number;
}
export const tallyOf = (labels: Labels): Tally => ({ labels, calls: 0 });

/** Notes what took `seconds`: what was waited for always, what came at once now and then. */
export function observeNowAndThen(kind: Kind, { tally, seconds, isAwaited }: { tally: Tally; seconds: number; isAwaited: boolean }): void {
  const isNoted = isAwaited || tally.calls % ONE_IN === 0;
  tally.calls += 1;
  if (isNoted) observe(kind, seconds, { ...tally.labels, outcome: 'ok' });
}

/** A figure that is read when somebody looks: outbox lag, queue depth. */
export interface Gauge {
  readonly name: `voltkontor_${string}`;
  readonly description: string;
  readonly read: () => Promise<readonly { readonly value: number; readonly labels: Labels }[]>;
}

/** Returns a function that takes the gauge away again. */
export function registerGauge({ name, description, read }: Gauge): () => void {
  const gauge = meter.createObservableGauge(name, { description });
  const observeAll = async (result: { observe: (value: number, labels: Labels) => void }): Promise<void> => {
    for (const { value, labels } of await read()) result.observe(value, labels);
  };
  gauge.addCallback(observeAll);
  return () => gauge.removeCallback(observeAll);
}

/** Prometheus' text format. */
export const serveMetrics = (request: IncomingMessage, response: ServerResponse): void =>
  exporter.getMetricsRequestHandler(request, response);

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { boundLabels } from './bound-labels.ts';

/** What the process counts and measures, as `/metrics` tells it. Labels come from our own code, or are bounded by `shopLabel`. */
export const registry = new Registry();

const registers = [registry];
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const WORK_SECONDS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300];

const counter = <const Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Counter<Label>({ name: `bottega_${name}`, help, labelNames, registers });
const gauge = <const Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Gauge<Label>({ name: `bottega_${name}`, help, labelNames, registers });
const histogram = <const Label extends string>(name: string, help: string, buckets: number[], ...labelNames: Label[]) =>
  new Histogram<Label>({ name: `bottega_${name}`, help, buckets, labelNames, registers });

/**
 * Everything that is measured. Times are seconds. A label holds names of ours (a route's template, a queue, a provider, an outcome), never
 * an address, an id or what somebody typed: each value is a series that is kept.
 */
export const metrics = {
  httpRequests: counter('http_requests_total', 'Requests answered.', 'route', 'method', 'status', 'shop'),
  httpSeconds: histogram('http_request_seconds', 'From the first byte of a request to its answer.', REQUEST_SECONDS, 'route', 'method'),
  shopSeconds: histogram('http_shop_request_seconds', 'The same, for each shop.', REQUEST_SECONDS, 'shop'),
  httpInFlight: gauge('http_in_flight', 'Requests that wait for their answer.'),
  httpShed: counter('http_shed_total', 'Requests turned away because the process had too much to do.', 'reason'),
  poolConnections: gauge('database_connections', 'Connections of the shops.', 'state'),
  poolWaitSeconds: histogram('database_wait_seconds', 'Waiting for a connection that was not free at once.', REQUEST_SECONDS),
  slowQueries: counter('database_slow_queries_total', 'Statements that took longer than the configured time.'),
  outsideCalls: counter('outside_calls_total', 'Calls to services outside.', 'service', 'outcome'),
  outsideSeconds: histogram('outside_call_seconds', 'A call to a service outside, all its tries together.', WORK_SECONDS, 'service'),
  workflowsEnded: counter('workflows_ended_total', 'Workflows that came to an end here.', 'workflow', 'outcome'),
  stepSeconds: histogram('workflow_step_seconds', 'A step of a workflow.', WORK_SECONDS, 'workflow', 'step', 'outcome'),
  queueDepth: gauge('queue_depth', 'Workflows that wait or run.', 'queue', 'state'),
  queueOldestSeconds: gauge('queue_oldest_seconds', 'How long the oldest workflow has been waiting.', 'queue'),
  webhookDeliveries: counter('webhook_deliveries_total', 'Events told to addresses of shops.', 'outcome'),
  paymentEvents: counter('payment_events_total', 'What payment companies told of their own accord.', 'provider', 'outcome'),
  mailsSent: counter('mails_total', 'Mail handed to the server of the post.', 'outcome'),
  errorReports: counter('error_reports_total', 'Errors reported outside.', 'outcome'),
} as const;

const MOST_SHOPS = 20;

/** The shop as a label: its slug while it is among the busiest, else `other`; `none` for what belongs to no shop. */
export const shopLabel = boundLabels(MOST_SHOPS, (shop) => void forgetShop(shop));

async function forgetShop(shop: string): Promise<void> {
  metrics.shopSeconds.remove({ shop });
  const { values } = await metrics.httpRequests.get();
  for (const { labels } of values) if (labels.shop === shop) metrics.httpRequests.remove(labels);
}

/** Adds what Node tells of itself (memory, processor, event loop); once in a process. */
export function measureProcess(): void {
  if (!registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: registry });
}

/** Everything measured, in the text format of Prometheus. */
export const renderMetrics = (): Promise<string> => registry.metrics();

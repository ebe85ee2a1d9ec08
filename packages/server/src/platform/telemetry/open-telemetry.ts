import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openErrorReports } from './error-reports.ts';
import { watchSlowQueries } from './slow-queries.ts';
import { openTraces } from './spans.ts';

const RELEASE = '0.1.0';

/** Opens what was asked for of traces and reports of errors, and watches for slow statements. `close` sends what waits. */
export async function openTelemetry(
  config: Pick<Config, 'otlpEndpoint' | 'sentryDsn' | 'slowQueryMs' | 'profile'>,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const { otlpEndpoint, sentryDsn, slowQueryMs, profile } = config;
  const slowQueries = watchSlowQueries(log, slowQueryMs);
  const traces = otlpEndpoint === undefined ? null : await openTraces(otlpEndpoint, RELEASE);
  const reports = sentryDsn === undefined ? null : openErrorReports({ dsn: sentryDsn, release: RELEASE, environment: profile });
  return {
    async close() {
      slowQueries.close();
      await Promise.all([traces?.close(), reports?.close()]);
    },
  };
}

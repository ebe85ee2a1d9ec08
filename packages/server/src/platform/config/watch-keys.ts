import { isIP } from 'node:net';
import { z } from 'zod';
import { type Key, text, wholeNumber } from './key.ts';

/** Whom the door believes, and where what is seen of the program is told. */
export type WatchSettings = {
  /** Addresses and networks (CIDR) of proxies whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Addresses and networks (CIDR) that may read /metrics without a token. */
  readonly metricsFrom: readonly string[];
  /** Statements of the database that take longer are logged. */
  readonly slowQueryMs: number;
  /** Where traces are sent as OTLP over HTTP. */
  readonly otlpEndpoint: string | undefined;
  /** Where errors are reported, by the protocol of Sentry. */
  readonly sentryDsn: string | undefined;
};

export const WATCH_DEFAULTS: WatchSettings = {
  trustedProxies: [],
  metricsFrom: ['127.0.0.0/8', '::1/128'],
  slowQueryMs: 500,
  otlpEndpoint: undefined,
  sentryDsn: undefined,
};

const NETWORKS = 'addresses or networks such as 10.0.0.0/8, with commas between them';

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

/** A list: with commas in a variable, an array in the TOML file. */
export const networks: z.ZodType<readonly string[]> = z
  .preprocess((value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value), z.array(z.string(), NETWORKS))
  .refine((list) => list.every(isNetwork), NETWORKS);

const sentryDsn = text('an address').refine((value) => {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username !== '' && /\/\d+$/.test(url.pathname);
}, 'a DSN like https://key@errors.example/1');

export const WATCH_KEYS: { readonly [Name in keyof WatchSettings]: Key<WatchSettings[Name]> } = {
  trustedProxies: {
    env: ['BOTTEGA_TRUSTED_PROXIES'],
    toml: 'trusted_proxies',
    description:
      'The proxies before this program. What they say in X-Forwarded-For, -Proto and -Host is believed; from anybody else it is thrown away.',
    otherwise: 'none',
    example: '10.0.0.0/8,127.0.0.1',
    schema: networks,
  },
  metricsFrom: {
    env: ['BOTTEGA_METRICS_FROM'],
    toml: 'metrics_from',
    description: "Who may read /metrics without the operator's token.",
    otherwise: 'this machine: 127.0.0.0/8, ::1/128',
    example: '10.1.2.3',
    schema: networks,
  },
  slowQueryMs: {
    env: ['BOTTEGA_SLOW_QUERY_MS'],
    toml: 'slow_query_ms',
    description: 'A statement of the database that takes longer, in milliseconds, is logged: its text, without any value.',
    otherwise: '500',
    example: 200,
    schema: wholeNumber(1, 600_000),
  },
  otlpEndpoint: {
    env: ['OTEL_EXPORTER_OTLP_ENDPOINT'],
    toml: 'otlp_endpoint',
    description: 'Where traces are sent, as OTLP over HTTP (JSON), below /v1/traces.',
    otherwise: 'nowhere',
    example: 'http://localhost:4318',
    schema: text('an address such as http://localhost:4318').refine(
      (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
      'an address such as http://localhost:4318',
    ),
  },
  sentryDsn: {
    env: ['SENTRY_DSN'],
    toml: 'sentry_dsn',
    description: 'Where errors are reported: the DSN of Sentry, or of a service that speaks its protocol. Secrets are struck out before.',
    otherwise: 'nowhere',
    example: 'https://key@errors.example/1',
    schema: sentryDsn,
    secret: true,
  },
};

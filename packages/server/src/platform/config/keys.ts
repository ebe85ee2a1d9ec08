import { z } from 'zod';
import type { Settings } from './config.ts';
import { FILE_KEYS } from './file-keys.ts';
import { choice, type Key, text, wholeNumber } from './key.ts';
import { MAIL_KEYS } from './mail-keys.ts';
import { PLUGIN_KEYS } from './plugin-keys.ts';
import { SECRET_KEYS } from './secret-keys.ts';
import { networks, WATCH_KEYS } from './watch-keys.ts';

const publicUrl = text('an address such as https://shop.example').transform((value, context) => {
  const url = URL.parse(value);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username) return url.origin;
  context.addIssue('an address such as https://shop.example, with http or https and without a path');
  return z.NEVER;
});

const databaseUrl = text('an address').refine((value) => {
  const url = URL.parse(value);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.password !== '';
}, 'an address like postgresql://user:password@host:5432/database');

const SERVERS = 'addresses such as 9.9.9.9 or 127.0.0.1:5353, with commas between them';

const servers: z.ZodType<readonly string[]> = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
  z.array(z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\])(:\d{1,5})?$/i, SERVERS), SERVERS).min(1, SERVERS),
);

/** Every setting there is. */
export const KEYS: { readonly [Name in keyof Settings]: Key<Settings[Name]> } = {
  profile: {
    env: ['BOTTEGA_PROFILE'],
    toml: 'profile',
    description: 'What this installation is for.',
    otherwise: 'development',
    example: 'production',
    schema: choice(['development', 'test', 'production']),
  },
  role: {
    env: ['BOTTEGA_ROLE'],
    toml: 'role',
    flag: '--role',
    description:
      'What this process does: `api` answers requests, `worker` runs workflows, deliveries and schedules and answers health alone, `all` does both. Several processes share one database; give them the same settings.',
    otherwise: 'all',
    example: 'worker',
    schema: choice(['all', 'api', 'worker']),
  },
  host: {
    env: ['BOTTEGA_HOST'],
    toml: 'host',
    flag: '--host',
    description: 'The network address to listen on. 0.0.0.0 lets other machines in; put a proxy with a certificate before it then.',
    otherwise: '127.0.0.1',
    example: '0.0.0.0',
    schema: text('a network address such as 127.0.0.1').regex(/^\S+$/, 'a network address such as 127.0.0.1'),
  },
  port: {
    env: ['BOTTEGA_PORT', 'PORT'],
    toml: 'port',
    flag: '--port',
    description: 'The port to listen on.',
    otherwise: '4600; for a worker any that is free',
    example: 4700,
    schema: wholeNumber(1, 65_535),
  },
  data: {
    env: ['BOTTEGA_DATA'],
    toml: 'data',
    flag: '--data',
    description: 'The folder in which everything is kept: database, files, logs. Delete it to begin anew.',
    otherwise: '.bottega in the working folder',
    example: '/var/lib/my-shop',
    schema: text('a folder'),
    path: true,
  },
  publicUrl: {
    env: ['BOTTEGA_PUBLIC_URL', 'PUBLIC_URL'],
    toml: 'public_url',
    description:
      'The address that people use. Links, cookies and the hosts of shops follow from it; with https, cookies are for https only.',
    otherwise: 'http://localhost with the port',
    example: 'https://shop.example',
    schema: publicUrl,
  },
  databaseUrl: {
    env: ['DATABASE_URL'],
    toml: 'database_url',
    description: 'A PostgreSQL of your own, version 16 or newer, with the right to create roles.',
    otherwise: 'an embedded PostgreSQL in the data folder',
    example: 'postgresql://user:password@localhost:5432/bottega',
    schema: databaseUrl,
    secret: true,
  },
  ...PLUGIN_KEYS,
  ...SECRET_KEYS,
  logLevel: {
    env: ['BOTTEGA_LOG_LEVEL'],
    toml: 'log_level',
    description: 'How much the log says.',
    otherwise: 'info',
    example: 'debug',
    schema: choice(['debug', 'info', 'warn', 'error']),
  },
  allowAddresses: {
    env: ['BOTTEGA_ALLOW_ADDRESSES'],
    toml: 'allow_addresses',
    description:
      'For developers: addresses inside that webhooks may reach although they are not on the public internet. Not read in production.',
    otherwise: 'none',
    example: '127.0.0.1',
    schema: networks,
  },
  dnsServers: {
    env: ['BOTTEGA_DNS_SERVERS'],
    toml: 'dns_servers',
    description: "The name servers that are asked whether a shop's own domain is the shop's: addresses, with a port where it is not 53.",
    otherwise: 'those of this machine',
    example: '9.9.9.9,1.1.1.1',
    schema: servers,
  },
  filmWorkers: {
    env: ['BOTTEGA_FILM_WORKERS'],
    toml: 'film_workers',
    description: 'How many film encoders work side by side.',
    otherwise: 'one for each processor, at most 4',
    example: 2,
    schema: wholeNumber(1, 64),
  },
  ...WATCH_KEYS,
  ...MAIL_KEYS,
  ...FILE_KEYS,
};

export const KEY_NAMES = Object.keys(KEYS) as (keyof Settings)[];

/** Variables of ours that are no settings of the program. */
export const OTHER_VARIABLES: Readonly<Record<string, string>> = {
  BOTTEGA_CONFIG: 'Where the TOML file is; without it, `bottega.toml` in the working folder is read where there is one.',
  'BOTTEGA_PLUGIN_…':
    'A setting of a plugin for every shop, by its name and the setting’s: `BOTTEGA_PLUGIN_ACME_API_KEY`. See docs/plugins.md.',
  BOTTEGA_SPECS: 'Where the tests find the specifications of outside companies.',
};

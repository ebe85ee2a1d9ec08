import { z } from 'zod';
import type { Config } from './config.ts';

/** What is known of one setting. Everything about settings that people read is made from this table. */
export type Key<T> = {
  /** Variables that set it; the first that is given counts. */
  readonly env: readonly [string, ...string[]];
  /** Its name in the TOML file. */
  readonly toml: string;
  /** Its option on the command line. */
  readonly flag?: string;
  readonly description: string;
  /** The value it has when nobody says anything, in words. */
  readonly otherwise: string;
  readonly example: string | number;
  /** Its messages complete the sentence "PORT must be …". */
  readonly schema: z.ZodType<T>;
  /** Never printed. */
  readonly secret?: true;
  /** A path: relative ones count from where they were written. */
  readonly path?: true;
};

function wholeNumber(least: number, most: number): z.ZodType<number> {
  const error = `a whole number from ${least} to ${most}`;
  const read = (value: unknown) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value);
  return z.preprocess(read, z.int(error).min(least, error).max(most, error));
}

const text = (error: string) => z.string(error).trim().min(1, error);

const choice = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, `one of ${values.join(', ')}`);

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

/** Every setting there is. */
export const KEYS: { readonly [Name in keyof Config]: Key<Config[Name]> } = {
  profile: {
    env: ['BOTTEGA_PROFILE'],
    toml: 'profile',
    description: 'What this installation is for.',
    otherwise: 'development',
    example: 'production',
    schema: choice(['development', 'test', 'production']),
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
    otherwise: '4600',
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
  logLevel: {
    env: ['BOTTEGA_LOG_LEVEL'],
    toml: 'log_level',
    description: 'How much the log says.',
    otherwise: 'info',
    example: 'debug',
    schema: choice(['debug', 'info', 'warn', 'error']),
  },
  filmWorkers: {
    env: ['BOTTEGA_FILM_WORKERS'],
    toml: 'film_workers',
    description: 'How many film encoders work side by side.',
    otherwise: 'one for each processor, at most 4',
    example: 2,
    schema: wholeNumber(1, 64),
  },
};

export const KEY_NAMES = Object.keys(KEYS) as (keyof Config)[];

/** Variables of ours that are no settings of the program. */
export const OTHER_VARIABLES: Readonly<Record<string, string>> = {
  BOTTEGA_CONFIG: 'Where the TOML file is; without it, `bottega.toml` in the working folder is read where there is one.',
  BOTTEGA_SPECS: 'Where the tests find the specifications of outside companies.',
};

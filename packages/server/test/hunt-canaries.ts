import { randomBytes } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { readZip } from '../../../e2e/zip.ts';
import { judgeCode, writePlugin, writeProject } from '../src/testing/plugin-folder.ts';
import { ask, bottega, makeFornace, type Server, serve, withGuest } from './serve.ts';

/** A place where a canary was found. */
export type Sighting = { readonly canary: string; readonly place: string };

export type Hunt = {
  /** Secrets by what they are. */
  readonly canaries: number;
  /** Texts that were searched, and how many characters they had. */
  readonly places: number;
  readonly characters: number;
  readonly sightings: readonly Sighting[];
  /** Where the one canary that is no secret was seen: the hunt sees what is there. */
  readonly bait: readonly string[];
};

const COMMANDS = [
  ['config', 'show', '--json'],
  ['secrets', 'status', '--json'],
];
const BUNDLE = path.join(import.meta.dirname, '../../web/build/client');
const LEAKY = `plugin.settings = { '~standard': { version: 1, vendor: 't', validate(value) {
  if (value.word === 'throw') throw new Error('refused ' + JSON.stringify(value));
  return {};
} } };`;
const SETTINGS = {
  type: 'object',
  properties: {
    apiKey: { type: 'string', title: 'Key', writeOnly: true, minLength: 8 },
    otherKey: { type: 'string', title: 'Other key', writeOnly: true },
    word: { type: 'string', title: 'Word' },
  },
};

/**
 * Gives a server secrets of every kind, uses and misuses them, and looks for them in all that leaves it: answers, errors, pages, the
 * bundle, the log, the export of a shop, what commands print, and the rows of the database, which is what a backup holds.
 */
export async function huntCanaries(folder: string, options: { photo?: string } = {}): Promise<Hunt> {
  const canary = (name: string) => `canary-${name}-${randomBytes(6).toString('hex')}`;
  const secrets = new Map<string, string>();
  const keep = (name: string, value = canary(name)): string => {
    secrets.set(name, value);
    return value;
  };
  const texts = new Map<string, string>();
  const bait = canary('bait');
  const data = path.join(folder, 'data');
  const env = await prepare(folder, { keep, bait });
  const server = await serve({ data, env });
  keep('token of the operator', server.token);
  try {
    await makeFornace(data);
    await useSecrets(server, { keep, bait, texts });
    if (options.photo) texts.set('bottega launch', await launch(data, options.photo, env));
    for (const words of options.photo ? [...COMMANDS, ['plugin', 'list', '--json'], ['doctor', '--json']] : COMMANDS) {
      const { stdout, stderr } = await bottega(words, { data, env });
      texts.set(`bottega ${words.join(' ')}`, stdout + stderr);
    }
    await readRows(data, texts);
  } finally {
    const { stdout, stderr } = await server.stop();
    texts.set('standard output', stdout).set('the log', stderr);
  }
  if (existsSync(path.join(data, 'bottega.log'))) texts.set('bottega.log', readFileSync(path.join(data, 'bottega.log'), 'utf8'));
  for (const file of globSync('**/*.{js,css,html}', { cwd: BUNDLE }))
    texts.set(`bundle ${file}`, readFileSync(path.join(BUNDLE, file), 'utf8'));
  return search(secrets, bait, texts);
}

type Keep = (name: string, value?: string) => string;

async function prepare(folder: string, { keep, bait }: { keep: Keep; bait: string }): Promise<Record<string, string>> {
  const project = path.join(folder, 'project');
  await mkdir(project);
  const shout = `console.log(JSON.stringify(subjects.length)); throw new Error('401 for ' + call.settings.apiKey + call.settings.otherKey);`;
  writePlugin(project, 'leaky', { bottega: { settings: SETTINGS, description: bait }, code: judgeCode('leaky', shout) + LEAKY });
  writeProject(project, 'leaky');
  const keys = path.join(folder, 'mounted.keys');
  await writeFile(keys, `${keep('master key', randomBytes(32).toString('base64url'))}\n`);
  return {
    BOTTEGA_LOG_LEVEL: 'debug',
    BOTTEGA_PROJECT: project,
    BOTTEGA_SECRET_KEY_FILE: keys,
    BOTTEGA_PLUGIN_LEAKY_OTHER_KEY: keep('key of the installation'),
    SMTP_URL: `smtp://user:${keep('password of mail')}@127.0.0.1:9`,
    BOTTEGA_ALLOW_ADDRESSES: '127.0.0.1',
  };
}

/** Gives it secrets, and asks for what might show them. */
async function useSecrets(server: Server, { keep, bait, texts }: { keep: Keep; bait: string; texts: Map<string, string> }): Promise<void> {
  const headers = { authorization: `Bearer ${server.token}`, 'x-bottega-shop': 'fornace', 'content-type': 'application/json' };
  const request = async (method: string, address: string, body?: unknown, own: Record<string, string> = {}): Promise<string> => {
    const answer = await ask(server.url, address, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...own },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isZip = bytes.subarray(0, 2).toString() === 'PK';
    return isZip ? [...readZip(bytes)].map(([name, file]) => `${name}\n${file}`).join('\n') : [...answer.headers].join('\n') + bytes;
  };
  const told = async (method: string, address: string, body?: unknown, own?: Record<string, string>) =>
    void texts.set(`${texts.size} ${method} ${address}`, await request(method, address, body, own));

  const apiKey = keep('key of a shop');
  await told('PATCH', '/api/v1/plugins/leaky', { enabled: true, settings: { apiKey, word: bait } });
  await told('PATCH', '/api/v1/plugins/leaky', { settings: { apiKey: apiKey.slice(0, 4), word: bait } });
  await told('PATCH', '/api/v1/plugins/leaky', { settings: { word: 'throw' } });
  await told('PATCH', '/api/v1/plugins/leaky', { settings: { apiKey: { nested: keep('key in a wrong shape') } } });
  await told('PATCH', '/api/v1/plugins/leaky', `{"settings":{"apiKey":"${keep('key in broken JSON')}`);
  // These two give their secret to whoever asks for them, once; their answers are not searched.
  const webhook = await request('POST', '/api/v1/webhooks', { url: 'https://hooks.example/bottega' });
  keep('secret of a webhook', pick(webhook, 'secret'));
  await told('POST', `/api/v1/webhooks/${pick(webhook, 'id')}/test`);
  const machine = keep(
    'key of a machine',
    pick(await request('POST', '/api/v1/keys', { name: 'A machine', scopes: ['products.read'] }), 'key'),
  );
  await told('GET', '/api/v1/products', undefined, { authorization: `Bearer ${machine}` });
  await told('POST', '/api/v1/members/invitations', { email: 'ada@example.com', role: 'operator', name: 'Ada' });
  await told('POST', '/api/v1/auth/token', { email: 'ada@example.com', password: keep('password that is wrong') });
  const stranger = keep('token that is wrong');
  await told('GET', '/api/v1/plugins', undefined, { authorization: `Bearer ${stranger}`, cookie: `bottega.session_token=${stranger}` });
  for (const address of ['/api/v1/plugins', '/api/v1/plugins/leaky', '/api/v1/webhooks', '/api/v1/keys', '/api/v1/audit', '/api/v1/mail']) {
    await told('GET', address);
  }
  for (const address of [
    '/api/v1/shop/export',
    '/api/v1/audit/export',
    '/api/v1/openapi.json',
    '/metrics',
    '/readyz',
    '/',
    '/admin/sign-in',
    '/nowhere',
  ]) {
    await told('GET', address);
  }
}

/** A text of an answer by its name. */
function pick(answer: string, name: string): string {
  const found = new RegExp(`"${name}":"([^"]+)"`).exec(answer)?.[1];
  if (!found) throw new Error(`There is no ${name} in: ${answer}`);
  return found;
}

async function launch(data: string, photo: string, env: Record<string, string>): Promise<string> {
  const words = [
    'launch',
    photo,
    '--shop',
    'fornace',
    '--name',
    'Bowl',
    '--price',
    '48.00',
    '--currency',
    'EUR',
    '--seconds',
    '8',
    '--json',
  ];
  const { stdout, stderr } = await bottega(words, { data, env });
  return stdout + stderr;
}

/** Every row that there is, as text: what a backup of the database would hold. */
const readRows = (data: string, texts: Map<string, string>): Promise<void> =>
  withGuest(data, async (database) => {
    for (const role of ['bottega_system', 'bottega_auth', 'bottega_work'] as const) {
      const client = new pg.Client(database.connectAs(role));
      await client.connect();
      try {
        const { rows: tables } = await client.query<{ name: string }>(
          `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'r' and n.nspname in ('public', 'auth', 'work')
             and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`,
        );
        for (const { name } of tables) {
          const { rows } = await client.query<{ text: string | null }>(`select string_agg(t::text, E'\\n') as text from ${name} t`);
          texts.set(`table ${name}`, rows[0]?.text ?? '');
        }
      } finally {
        await client.end();
      }
    }
  });

function search(secrets: ReadonlyMap<string, string>, bait: string, texts: ReadonlyMap<string, string>): Hunt {
  const places = [...texts];
  const inside = (secret: string) =>
    places.filter(([, text]) => formsOf(secret).some((form) => text.includes(form))).map(([place]) => place);
  return {
    canaries: secrets.size,
    places: places.length,
    characters: places.reduce((sum, [, text]) => sum + text.length, 0),
    sightings: [...secrets].flatMap(([canary, secret]) => inside(secret).map((place) => ({ canary, place }))),
    bait: inside(bait),
  };
}

/** A secret as it is, and as it might be written on the way. */
const formsOf = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1),
  Buffer.from(secret).toString('hex'),
];

import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate, readMigrations } from './migrate.ts';
import { type LoginRole, rolePassword } from './roles.ts';

let folder: string;
let server: EmbeddedPostgres;
let admin: pg.Client;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-migrate-'));
  await chmod(folder, 0o711); // PostgreSQL then lives inside and goes with it
  server = await startEmbeddedPostgres(folder);
  admin = new pg.Client(server.admin);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const migration = (name: string, sql: string) => ({ name, sql, checksum: createHash('sha256').update(sql).digest('hex') });
const tablesThere = async () =>
  (await admin.query<{ name: string }>(`select relname as name from pg_class where relname like 'shelf%' and relkind = 'r'`)).rows.map(
    ({ name }) => name,
  );
const FIRST = migration('0001_first.sql', 'create table shelf (id int)');

test('processes that start together migrate once', async () => {
  const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(server.admin, [FIRST])));
  expect(ran.flat()).toEqual(['0001_first.sql']);
  expect(await migrate(server.admin, [FIRST])).toEqual([]);
});

test('a migration that fails is undone whole, is named, and runs when it is mended', async () => {
  const broken = migration('0002_second.sql', 'create table shelf_two (id int); create table shelf (id int)');
  await expect(migrate(server.admin, [FIRST, broken])).rejects.toThrow(
    'The migration 0002_second.sql failed and was rolled back: relation "shelf" already exists',
  );
  expect(await tablesThere()).toEqual(['shelf']);
  const mended = migration('0002_second.sql', 'create table shelf_two (id int)');
  expect(await migrate(server.admin, [FIRST, mended])).toEqual(['0002_second.sql']);
});

test('a migration that was changed after it ran is refused, and nothing runs', async () => {
  const changed = migration('0001_first.sql', 'create table shelf (id bigint)');
  const next = migration('0003_third.sql', 'create table shelf_three (id int)');
  await expect(migrate(server.admin, [changed, next])).rejects.toMatchObject({
    code: 'invalid_configuration',
    message: 'The migration 0001_first.sql was changed after it ran; write a new one instead.',
  });
  expect(await tablesThere()).not.toContain('shelf_three');
});

test('what a migration makes belongs to a role that nobody signs in as', async () => {
  const { rows } = await admin.query(`select tableowner from pg_tables where tablename = 'shelf'`);
  expect(rows).toEqual([{ tableowner: 'bottega_owner' }]);
  const { rows: roles } = await admin.query(`select rolcanlogin from pg_roles where rolname = 'bottega_owner'`);
  expect(roles).toEqual([{ rolcanlogin: false }]);
});

test('migrations are read in the order of their names, with a checksum', async () => {
  const own = await mkdtemp(path.join(folder, 'migrations-'));
  for (const name of ['0002_b.sql', '0001_a.sql', 'notes.md']) await writeFile(path.join(own, name), name);
  expect(readMigrations(own)).toEqual([migration('0001_a.sql', '0001_a.sql'), migration('0002_b.sql', '0002_b.sql')]);
  const names = readMigrations().map(({ name }) => name);
  expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length);
});

describe('the roles', () => {
  const ROLES: readonly LoginRole[] = ['bottega_app', 'bottega_system', 'bottega_auth', 'bottega_work'];
  const connect = async (user: string, password: string) => {
    const client = new pg.Client({ ...server.admin, user, password });
    await client.connect();
    return client;
  };

  test.each(ROLES)('%s signs in with the password that follows from the administrator’s, and no other', async (role) => {
    const client = await connect(role, rolePassword(server.admin.password, role));
    const { rows } = await client.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
      'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    );
    await client.end();
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: role === 'bottega_system' }]);
    await expect(connect(role, rolePassword('another', role))).rejects.toMatchObject({ code: '28P01' });
  });

  test('have passwords of their own', () => {
    expect(new Set(ROLES.map((role) => rolePassword('secret', role))).size).toBe(ROLES.length);
  });

  test.each([
    ['bottega_app', 'select from schema_migration'],
    ['bottega_app', 'create schema loot'],
    ['bottega_app', 'create table auth.loot (id int)'],
    ['bottega_app', 'set role bottega_owner'],
    ['bottega_auth', 'select from public.shelf'],
    ['bottega_work', 'select from shelf'],
  ] as const)('%s may not: %s', async (role, statement) => {
    const client = await connect(role, rolePassword(server.admin.password, role));
    const outcome = await client.query(statement).catch((error: { code: string }) => error.code);
    await client.end();
    expect(outcome).toBe('42501');
  });
});

test('a migration reaches the rows of every shop, and nobody looks past the wall after it', async () => {
  const walled = `create table shelf_of_shops (shop_id uuid primary key, boards int);
    alter table shelf_of_shops enable row level security;
    alter table shelf_of_shops force row level security;
    create policy shop_wall on shelf_of_shops using (shop_id = gen_random_uuid());
    insert into shelf_of_shops values (gen_random_uuid(), 1), (gen_random_uuid(), 1);`;
  const change = migration('0091_change.sql', 'update shelf_of_shops set boards = 2');
  await migrate(server.admin, [FIRST, migration('0090_walled.sql', walled), change]);
  expect((await admin.query('select boards from shelf_of_shops')).rows).toEqual([{ boards: 2 }, { boards: 2 }]);
  expect((await admin.query(`select rolbypassrls from pg_roles where rolname = 'bottega_owner'`)).rows).toEqual([{ rolbypassrls: false }]);
});

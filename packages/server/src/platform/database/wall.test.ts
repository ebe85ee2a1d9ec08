import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findHoles, listWalledTables, type WalledTable } from '../../testing/find-holes.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

let folder: string;
let server: EmbeddedPostgres;
let admin: pg.Client;
let tables: WalledTable[];

const REFUSED_BY_WALL = '42501';
const [OURS, THEIRS] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-wall-'));
  await chmod(folder, 0o711); // PostgreSQL then lives inside and goes with it
  server = await startEmbeddedPostgres(folder);
  await migrate(server.admin);
  admin = new pg.Client(server.admin);
  await admin.connect();
  tables = await listWalledTables(admin);
});
afterAll(async () => {
  await admin?.end();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `work` in a transaction that leaves nothing behind. */
async function undone<T>(work: () => Promise<T>): Promise<T> {
  await admin.query('begin');
  try {
    return await work();
  } finally {
    await admin.query('rollback');
  }
}

/** The code of the error, or undefined; the transaction goes on either way. */
async function codeOf(statement: string, values: unknown[] = []): Promise<string | undefined> {
  await admin.query('savepoint attempt');
  try {
    await admin.query(statement, values);
    return undefined;
  } catch (error) {
    await admin.query('rollback to attempt');
    return (error as { code?: string }).code;
  }
}

/** How many rows a statement touches; none where the role has no right to it at all. */
async function touchedBy(statement: string): Promise<number> {
  await admin.query('savepoint attempt');
  try {
    return (await admin.query(statement)).rowCount ?? 0;
  } catch (error) {
    await admin.query('rollback to attempt');
    if ((error as { code?: string }).code !== REFUSED_BY_WALL) throw error;
    return 0;
  }
}

const asShop = (shopId: string | null) => admin.query(`select set_config('bottega.shop_id', $1, true)`, [shopId ?? '']);
const countOf = async ({ name }: WalledTable) => Number((await admin.query(`select count(*) from ${name}`)).rows[0].count);

describe('the catalogue', () => {
  test('has tables of shops, and no hole in any', async () => {
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['shop', 'shop_member', 'file', 'event', 'audit_entry']));
    expect(await findHoles(admin)).toEqual([]);
  });

  const mutations: readonly (readonly [string, (name: string, column: string) => string])[] = [
    ['the policy is gone', (name) => `drop policy shop_wall on ${name}`],
    ['row-level security is off', (name) => `alter table ${name} disable row level security`],
    ['the owner is not bound', (name) => `alter table ${name} no force row level security`],
    ['everything can be read', (name) => `alter policy shop_wall on ${name} using (true)`],
    ['everything can be written', (name) => `alter policy shop_wall on ${name} with check (true)`],
    ['a second policy opens it', (name) => `create policy open on ${name} for select using (true)`],
    ['the key begins with something else', (name, column) => `alter table ${name} rename ${column} to tenant`],
    ['the program owns it', (name) => `alter table ${name} owner to bottega_app`],
  ];
  test.each(mutations)('would be found wanting for every table if %s', async (_, mutate) => {
    for (const { name, shopColumn } of tables) {
      const holes = await undone(async () => {
        await admin.query(mutate(name, shopColumn));
        return findHoles(admin);
      });
      expect(
        holes.some((hole) => hole.startsWith(`${name} `)),
        `${name}: ${holes}`,
      ).toBe(true);
    }
  });

  test.each([
    ['alter role bottega_app bypassrls', 'bottega_app may pass the wall'],
    ['grant bottega_owner to bottega_app', 'bottega_app is a member of bottega_owner'],
    ['create view peek as select * from file', 'peek is a view that looks past the wall'],
    ['create table plain (id uuid primary key); alter table plain owner to bottega_owner', 'plain has no row-level security'],
    ['create table auth.plain (id int); grant select on auth.plain to bottega_app', 'bottega_app has rights on auth.plain'],
  ])('would be found wanting after: %s', async (statement, hole) => {
    const holes = await undone(async () => {
      await admin.query(statement);
      return findHoles(admin);
    });
    expect(holes).toContain(hole);
  });
});

/** Values for the columns of a key that are not the shop's, by type. */
const SAMPLES: Readonly<Record<string, string>> = {
  uuid: `gen_random_uuid()`,
  text: `'x'`,
  'character varying': `'x'`,
  character: `'x'`,
  integer: '1',
  smallint: '1',
  bigint: '1',
  date: 'current_date',
  'timestamp with time zone': 'now()',
  boolean: 'true',
  bytea: `'x'`,
};

/** A row of this shop, as little as the key needs: what else the table demands is lifted for the length of the transaction. */
async function plantRow({ name, shopColumn }: WalledTable, shopId: string): Promise<void> {
  const { rows } = await admin.query<{ column: string; type: string; inKey: boolean; generated: boolean }>(
    `select attname as column, format_type(atttypid, null) as type, attgenerated <> '' or attidentity <> '' as generated,
       exists (select from pg_index where indrelid = attrelid and indisprimary and attnum = any (indkey)) as "inKey"
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [name],
  );
  const { rows: checks } = await admin.query<{ conname: string }>(
    `select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [name],
  );
  await admin.query('set local session_replication_role = replica'); // no foreign keys, no triggers
  for (const { conname } of checks) await admin.query(`alter table ${name} drop constraint ${conname}`);
  for (const { column, inKey, generated } of rows)
    if (!inKey && !generated) await admin.query(`alter table ${name} alter ${column} drop not null`);
  const others = rows.filter(({ column, inKey, generated }) => inKey && !generated && column !== shopColumn);
  const columns = [shopColumn, ...others.map(({ column }) => column)];
  const values = ['$1', ...others.map(({ type }) => SAMPLES[type] ?? `null::${type}`)];
  await admin.query(`insert into ${name} (${columns}) values (${values})`, [shopId]);
}

describe('the program’s role', () => {
  /** What is seen of one row of ours: by nobody, by us, by another shop. */
  async function lookAt(table: WalledTable, before?: string): Promise<number[]> {
    return undone(async () => {
      await plantRow(table, OURS);
      if (before) await admin.query(before);
      await admin.query('set local role bottega_app');
      const counts: number[] = [];
      for (const shop of [null, OURS, THEIRS]) {
        await asShop(shop);
        counts.push(await countOf(table));
      }
      return counts;
    });
  }

  test('sees nothing unbound, and bound to a shop nothing of another', async () => {
    for (const table of tables) expect(await lookAt(table), table.name).toEqual([0, 1, 0]);
  });

  test.each<[string, (name: string) => string, number[]]>([
    ['row-level security is off', (name) => `alter table ${name} disable row level security`, [1, 1, 1]],
    ['the policy lets everything be read', (name) => `alter policy shop_wall on ${name} using (true)`, [1, 1, 1]],
    ['the policy is gone', (name) => `drop policy shop_wall on ${name}`, [0, 0, 0]],
  ])('would be seen looking past the wall of any table if %s', async (_, mutate, seen) => {
    for (const table of tables) expect(await lookAt(table, mutate(table.name)), table.name).toEqual(seen);
  });

  test('cannot write a row into another shop, move one there, change one or delete one', async () => {
    for (const table of tables) {
      const { name, shopColumn } = table;
      await undone(async () => {
        await plantRow(table, OURS);
        await admin.query('set local role bottega_app');
        for (const shop of [null, THEIRS]) {
          await asShop(shop);
          expect(await codeOf(`insert into ${name} (${shopColumn}) values ($1)`, [OURS]), name).toBe(REFUSED_BY_WALL);
          expect(await touchedBy(`update ${name} set ${shopColumn} = ${shopColumn}`), name).toBe(0);
          expect(await touchedBy(`delete from ${name}`), name).toBe(0);
        }
        await asShop(OURS);
        expect(await codeOf(`update ${name} set ${shopColumn} = $1`, [THEIRS]), name).toBe(REFUSED_BY_WALL);
      });
    }
  });

  test('cannot switch the wall off', async () => {
    await undone(async () => {
      await admin.query('set local role bottega_app');
      expect(await codeOf('alter table file disable row level security')).toBe(REFUSED_BY_WALL);
      expect(await codeOf('drop policy shop_wall on file')).toBe(REFUSED_BY_WALL);
      expect(await codeOf('create table loot (id int)')).toBe(REFUSED_BY_WALL);
      expect(await codeOf('truncate file')).toBe(REFUSED_BY_WALL);
      await admin.query('set local row_security = off');
      expect(await codeOf('select from file')).toBe(REFUSED_BY_WALL);
    });
  });
});

import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { type Ctx, inTransaction, newId } from '../context.ts';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { appendAudit } from '../events/append.ts';
import { csvLine } from './csv.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let world: TestWorld;
/** Whoever holds the database itself: no right of the program's stands in their way. */
let intruder: pg.Client;

beforeAll(async () => {
  world = await openTestWorld();
  intruder = new pg.Client((await startEmbeddedPostgres(world.folder, true)).admin);
  await intruder.connect();
});
afterAll(async () => {
  await intruder?.end();
  await world?.close();
});

const act = (ctx: Ctx, number: number) => appendAudit(ctx, { action: 'bowl.turn', subjectId: newId(), detail: { number, words: 'ça va' } });

/** A shop in which this much was done. */
async function openShop(entries: number): Promise<Ctx> {
  const ctx = await world.createCtx();
  for (let number = 1; number <= entries; number++) await act(ctx, number);
  return ctx;
}

async function entryIds(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.selectFrom('audit_seal').select('entry_id').where('shop_id', '=', ctx.shop.id).orderBy('sequence').execute();
  return rows.map(({ entry_id }) => entry_id);
}

describe('the chain', () => {
  test('takes in what was written, in its order and once, and holds', async () => {
    const ctx = await openShop(7);
    expect(await verifyAudit(ctx)).toMatchObject({ sealed: 0, unsealed: 7, head: null, faults: [] });
    expect(await sealAudit(ctx)).toBe(7);
    expect(await sealAudit(ctx)).toBe(0);
    await act(ctx, 8);
    expect(await sealAudit(ctx)).toBe(1);
    expect(await verifyAudit(ctx)).toMatchObject({ sealed: 8, unsealed: 0, head: { sequence: 8 }, faults: [] });
    const written = await ctx.db.selectFrom('audit_entry').select('id').where('shop_id', '=', ctx.shop.id).orderBy('created_at').execute();
    expect(await entryIds(ctx)).toEqual(written.map(({ id }) => id));
  });

  test('of one shop stands apart from that of another', async () => {
    const [one, other] = [await openShop(3), await openShop(2)];
    await sealAudit(one);
    expect(await verifyAudit(other)).toMatchObject({ sealed: 0, unsealed: 2 });
    expect(await verifyAudit(one)).toMatchObject({ sealed: 3, faults: [] });
  });

  test('loses nothing while many write and two seal at once', async () => {
    const ctx = await openShop(0);
    const slow = Promise.withResolvers<void>();
    // Written first and committed last: its time is older than that of all that was sealed before it.
    const late = inTransaction(ctx, async (tx) => {
      await act(tx, 0);
      await slow.promise;
    });
    let writing = true;
    const seal = async () => {
      let sealed = 0;
      while (writing) sealed += await sealAudit(ctx);
      return sealed;
    };
    const sealers = [seal(), seal()];
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let number = 0; number < 25; number++) await act(ctx, writer * 100 + number);
      }),
    );
    writing = false;
    const sealed = (await Promise.all(sealers)).reduce((sum, some) => sum + some, 0);
    slow.resolve();
    await late;
    expect(sealed + (await sealAudit(ctx))).toBe(201);
    expect(new Set(await entryIds(ctx)).size).toBe(201);
    expect(await verifyAudit(ctx)).toMatchObject({ sealed: 201, unsealed: 0, faults: [] });
  });

  test('is out of the program’s own reach', async () => {
    const ctx = await openShop(1);
    await sealAudit(ctx);
    for (const db of [ctx.db, world.database.system]) {
      for (const table of ['audit_entry', 'audit_seal'] as const) {
        await expect(db.deleteFrom(table).where('shop_id', '=', ctx.shop.id).execute(), table).rejects.toMatchObject({ code: '42501' });
      }
      await expect(db.updateTable('audit_entry').set({ action: 'x' }).where('shop_id', '=', ctx.shop.id).execute()).rejects.toMatchObject({
        code: '42501',
      });
      await expect(db.updateTable('audit_seal').set({ hash: 'x' }).where('shop_id', '=', ctx.shop.id).execute()).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});

describe('tampering is found, and the row is named:', () => {
  /** A sealed shop that `harm` was done to, with the faults that are found; the ids of its entries in the order of their seals. */
  async function faultsAfter(harm: (shopId: string, ids: readonly string[]) => Promise<unknown>) {
    const ctx = await openShop(6);
    await sealAudit(ctx);
    const ids = await entryIds(ctx);
    await harm(ctx.shop.id, ids);
    return { ids, faults: (await verifyAudit(ctx)).faults };
  }

  test.each([
    ['actor', `'guest'`],
    ['action', `'bowl.break'`],
    ['subject_id', 'gen_random_uuid()'],
    ['detail', `'{"number": 9}'`],
    ['created_at', `created_at - interval '1 microsecond'`],
  ])('a changed %s', async (column, value) => {
    const { ids, faults } = await faultsAfter((_, ids) =>
      intruder.query(`update audit_entry set ${column} = ${value} where id = $1`, [ids[2]]),
    );
    expect(faults).toEqual([{ kind: 'changed', sequence: 3, entryId: ids[2] }]);
  });

  test.each([1, 4, 6])('an entry that is gone, number %i', async (sequence) => {
    const { ids, faults } = await faultsAfter((_, ids) => intruder.query('delete from audit_entry where id = $1', [ids[sequence - 1]]));
    expect(faults).toEqual([{ kind: 'missing', sequence, entryId: ids[sequence - 1] }]);
  });

  test.each([1, 4, 6])('an entry that is gone with its seal, number %i', async (sequence) => {
    const { faults } = await faultsAfter(async (shopId, ids) => {
      await intruder.query('delete from audit_seal where shop_id = $1 and sequence = $2', [shopId, sequence]);
      await intruder.query('delete from audit_entry where id = $1', [ids[sequence - 1]]);
    });
    expect(faults).toEqual([{ kind: 'missing', sequence, entryId: null }]);
  });

  test('an entry that was slipped in', async () => {
    const stray = newId();
    const { faults } = await faultsAfter(async (shopId) => {
      await intruder.query(`insert into audit_entry values ($1, $2, 'guest', 'bowl.turn', $2, '{}')`, [shopId, stray]);
      await intruder.query('delete from audit_unsealed where entry_id = $1', [stray]);
    });
    expect(faults).toEqual([{ kind: 'inserted', sequence: null, entryId: stray }]);
  });

  test('a seal that was slipped in behind the end', async () => {
    const stray = newId();
    const { faults } = await faultsAfter(async (shopId) => {
      await intruder.query(`insert into audit_entry values ($1, $2, 'guest', 'bowl.turn', $2, '{}')`, [shopId, stray]);
      await intruder.query('delete from audit_unsealed where entry_id = $1', [stray]);
      await intruder.query(`insert into audit_seal values ($1, 7, $2, repeat('0', 64), repeat('0', 64))`, [shopId, stray]);
    });
    expect(faults).toEqual([{ kind: 'inserted', sequence: 7, entryId: stray }]);
  });

  test('two seals that changed places', async () => {
    const { ids, faults } = await faultsAfter(async (shopId) => {
      for (const [from, to] of [
        [3, 100],
        [4, 3],
        [100, 4],
      ]) {
        await intruder.query('update audit_seal set sequence = $1 where shop_id = $2 and sequence = $3', [to, shopId, from]);
      }
    });
    expect(faults).toEqual([
      { kind: 'reordered', sequence: 3, entryId: ids[3] },
      { kind: 'reordered', sequence: 4, entryId: ids[2] },
      { kind: 'reordered', sequence: 5, entryId: ids[4] },
    ]);
  });

  test('a chain that was cut and ended anew, by whoever noted its end', async () => {
    const ctx = await openShop(6);
    await sealAudit(ctx);
    const { head } = await verifyAudit(ctx);
    if (!head) throw new Error('Nothing was sealed.');
    const ids = await entryIds(ctx);
    await intruder.query('delete from audit_seal where shop_id = $1 and sequence > 4', [ctx.shop.id]);
    await intruder.query('delete from audit_entry where id = any ($1)', [ids.slice(4)]);
    await intruder.query(
      'update audit_chain set sequence = 4, hash = (select hash from audit_seal where shop_id = $1 and sequence = 4) where shop_id = $1',
      [ctx.shop.id],
    );
    expect((await verifyAudit(ctx)).faults).toEqual([]);
    expect((await verifyAudit(ctx, { head })).faults).toEqual([{ kind: 'missing', sequence: 6, entryId: null }]);
    await act(ctx, 7);
    await act(ctx, 8);
    await sealAudit(ctx);
    expect((await verifyAudit(ctx, { head })).faults).toEqual([{ kind: 'changed', sequence: 6, entryId: null }]);
  });
});

describe('the search', () => {
  test('finds by actor, action, subject and time, newest first, page by page', async () => {
    const ctx = await world.createCtx();
    const subjectId = newId();
    for (const action of ['order.cancel', 'order.read', 'product.update']) await appendAudit(ctx, { action, subjectId, detail: {} });
    await appendAudit({ ...ctx, actor: { type: 'guest' } }, { action: 'order.read', subjectId: newId(), detail: {} });
    const actions = async (search: Parameters<typeof listAudit>[1]) =>
      (await listAudit(ctx, search)).items.map(({ action }) => action).sort();
    expect(await actions({})).toEqual(['order.cancel', 'order.read', 'order.read', 'product.update']);
    expect(await actions({ action: 'order.' })).toEqual(['order.cancel', 'order.read', 'order.read']);
    expect(await actions({ actor: 'guest' })).toEqual(['order.read']);
    expect(await actions({ subjectId, action: 'order.read' })).toEqual(['order.read']);
    expect(await actions({ action: '%' })).toEqual([]);
    const now = ctx.clock.now();
    expect(await actions({ from: now.add({ hours: 1 }).toString() })).toEqual([]);
    expect(await actions({ to: now.subtract({ hours: 1 }).toString() })).toEqual([]);
    expect(await actions({ from: now.subtract({ hours: 1 }).toString(), to: now.add({ hours: 1 }).toString() })).toHaveLength(4);
    const first = await listAudit(ctx, { limit: 3 });
    const second = await listAudit(ctx, { limit: 3, cursor: first.next as string });
    const all = [...first.items, ...second.items];
    expect(all.map(({ action }) => action).sort()).toEqual(await actions({}));
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect(second.next).toBeNull();
  });

  test('is for those who may, and its files are written down', async () => {
    const ctx = await openShop(2);
    const viewer: Ctx = { ...ctx, actor: { type: 'staff', id: 'u', name: 'V', email: 'v@example.com', role: 'viewer' } };
    await expect(listAudit(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(exportAudit(viewer, { format: 'csv' })).rejects.toMatchObject({ code: 'forbidden' });
    const csv = (await Array.fromAsync(await exportAudit(ctx, { format: 'csv' }))).join('');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + 3);
    expect(csv).toContain('audit.export');
    const json = JSON.parse((await Array.fromAsync(await exportAudit(ctx, { format: 'json', action: 'bowl.' }))).join(''));
    expect(json.map(({ detail }: { detail: { number: number } }) => detail.number).sort()).toEqual([1, 2]);
    expect(JSON.parse((await Array.fromAsync(await exportAudit(ctx, { format: 'json', action: 'nothing' }))).join(''))).toEqual([]);
  });
});

describe('a line of CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes text of %j', (formula) => {
    expect(csvLine([formula]).replace(/^"/, '').startsWith(`'${formula}`)).toBe(true);
  });

  test('quotes what would break it', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'plain'])).toBe('"a,b","say ""hi""","two\nlines",plain\r\n');
  });
});

test('an entry’s hash is the plain SHA-256 of what it says', async () => {
  const ctx = await openShop(1);
  await sealAudit(ctx);
  const { rows } = await intruder.query(
    `select entry_hash, json_build_array(audit_entry.shop_id, id, actor, action, subject_id, detail::text,
       to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as said
     from audit_seal join audit_entry on entry_id = id where audit_entry.shop_id = $1`,
    [ctx.shop.id],
  );
  expect(createHash('sha256').update(JSON.stringify(rows[0].said)).digest('hex')).toBe(rows[0].entry_hash);
});

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../../../../e2e/zip.ts';
import { fillCart, manualPayment, openShop, sellBowl } from '../../commerce/testing/market.ts';
import { placeOrder } from '../../commerce/index.ts';
import { listWalledTables } from '../../testing/find-holes.ts';
import { openTestWorld, type TestWorld } from '../../testing/test-world.ts';
import { sealAudit } from '../audit/seal-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { type Ctx, newId } from '../context.ts';
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import { fileKey, storeFile } from '../files/store-file.ts';
import { enqueueWorkflow } from '../workflows/enqueue.ts';
import { prepareWorkflows } from '../workflows/workflows.ts';
import { deleteShop } from './delete-shop.ts';
import { addDomain } from './domains.ts';
import { type ExportManifest, exportShop } from './export-shop.ts';
import { listExportedTables } from './exported-tables.ts';
import { changeShop } from './shop-settings.ts';
import { resumeShop, suspendShop } from './state.ts';

const WAITING = { name: 'waiting', run: async () => undefined };

let world: TestWorld;
let admin: pg.Client;
beforeAll(async () => {
  world = await openTestWorld([manualPayment]);
  await prepareWorkflows(world.ground, [WAITING]);
  admin = new pg.Client((await startEmbeddedPostgres(world.folder, true)).admin);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

async function keep(ctx: Ctx, content: string | Buffer) {
  const file = path.join(world.folder, newId());
  await writeFile(file, content);
  return storeFile(ctx, { path: file, extension: 'wav', audience: 'staff' });
}

/** A shop that has done something of everything. */
async function openBusyShop(): Promise<Ctx> {
  const { owner, guest } = await openShop(world);
  const product = await sellBowl(owner, { title: 'Coppa, "grande"\nverde', stock: 50 });
  await placeOrder(guest, { cartId: (await fillCart(guest, [{ variantId: product.variantId, quantity: 1 }])).id });
  await changeShop(owner, { profile: { legalName: 'Fornace', taxNumbers: [{ kind: 'P.IVA', number: '1' }] } });
  await addDomain(owner, { host: `s-${owner.shop.id.slice(-8)}.example.com` });
  await enqueueWorkflow(owner, WAITING.name, newId());
  await keep(owner, `only of ${owner.shop.id}`);
  await sealAudit({ ...owner, actor: { type: 'system', name: 'test' } });
  return { ...owner, actor: { type: 'system', name: 'operator' } };
}

/** The tables, of every schema, that say anything of a shop. */
async function findTraces(shopId: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by name`,
  );
  const traces: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await admin.query(`select from ${name} t where t::text like $1 limit 1`, [`%${shopId}%`]);
    if (rowCount) traces.push(name);
  }
  return traces;
}

/** Every row of every other shop. */
async function printOthers(shopId: string): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const { name, shopColumn } of await listWalledTables(admin)) {
    const { rows } = await admin.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as print from ${name} t where ${shopColumn} <> $1`,
      [shopId],
    );
    prints[name] = rows[0].print;
  }
  return prints;
}

describe('the whole of a shop taken out', () => {
  test('has every row and file of it, nobody else’s, and the hash of each', async () => {
    const [ctx, other] = [await openBusyShop(), await openBusyShop()];
    const sound = await keep(ctx, randomBytes(200_000));
    const files = readZip(await buffer(await exportShop(ctx)));
    const manifest = JSON.parse(String(files.get('manifest.json'))) as ExportManifest;
    expect(manifest).toMatchObject({ format: 'bottega-shop/1', shop: { id: ctx.shop.id, slug: ctx.shop.slug } });
    expect([...files.keys()].sort()).toEqual([...manifest.entries.map((entry) => entry.path), 'manifest.json'].sort());
    for (const entry of manifest.entries) {
      const bytes = files.get(entry.path) as Buffer;
      expect([entry.path, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([entry.path, entry.bytes, entry.sha256]);
    }
    expect(files.has(`files/${sound.sha256}.wav`)).toBe(true);
    const everything = Buffer.concat([...files.values()]).toString('latin1');
    expect(everything).not.toContain(other.shop.id);
    for (const { name, shopColumn } of await listExportedTables(ctx)) {
      const { rows } = await admin.query(`select count(*)::int as count from ${name} where ${shopColumn} = $1`, [ctx.shop.id]);
      const lines = String(files.get(`tables/${name}.jsonl`))
        .split('\n')
        .slice(0, -1);
      expect([name, lines.length]).toEqual([name, rows[0].count]);
      for (const line of lines) expect(JSON.parse(line), name).toHaveProperty(shopColumn, ctx.shop.id);
    }
    expect(String(files.get('tables/product_text.jsonl'))).toContain('Coppa, \\"grande\\"\\nverde');
  });

  test('covers every table of shops, and leaves every secret behind', async () => {
    const ctx = await world.createCtx();
    const tables = await listExportedTables(ctx);
    const walled = (await listWalledTables(admin)).map(({ name }) => name);
    expect(tables.map(({ name }) => name)).toEqual(walled);
    const leftOut = tables.flatMap(({ name, secrets }) => secrets.map((column) => `${name}.${column}`));
    expect(leftOut).toEqual(
      expect.arrayContaining(['api_key.secret_hash', 'shop_plugin_secret.sealed', 'idempotency_key.answer', 'shop_domain.challenge']),
    );
    await addDomain(ctx, { host: 'secret.example.com' });
    const files = readZip(await buffer(await exportShop(ctx)));
    const { rows } = await admin.query('select challenge from shop_domain where shop_id = $1', [ctx.shop.id]);
    expect(String(files.get('tables/shop_domain.jsonl'))).toContain('secret.example.com');
    expect(Buffer.concat([...files.values()]).includes(rows[0].challenge)).toBe(false);
  });

  test('is for its owners, breaks where a file is gone, and stops when nobody takes it', async () => {
    const ctx = await openBusyShop();
    const admins: Ctx = { ...ctx, actor: { type: 'staff', id: 'a', name: 'A', email: 'a@example.com', role: 'admin' } };
    await expect(exportShop(admins)).rejects.toMatchObject({ code: 'forbidden' });
    const left = await exportShop(ctx);
    left.destroy();
    const scratch = path.join(world.folder, 'scratch');
    await expect.poll(() => readdirSync(scratch)).toEqual([]);
    const lost = await keep(ctx, 'soon gone');
    await ctx.files.remove(fileKey(lost));
    await expect(exportShop(ctx).then(buffer)).rejects.toThrow();
  });
});

describe('a shop that is suspended', () => {
  test('has its work rest and go on, save what was changed by hand', async () => {
    const ctx = await openBusyShop();
    const states = async () => {
      const { rows } = await sql<{ state: string }>`select state from work.run_state order by id`.execute(ctx.db);
      return rows.map(({ state }) => state);
    };
    expect(await states()).toEqual(['queued']);
    await suspendShop(ctx, { reason: 'The rent is open.' });
    await suspendShop(ctx, { reason: 'Still.' });
    expect(await states()).toEqual(['cancelled']);
    await resumeShop(ctx);
    expect(await states()).toEqual(['queued']);
    expect(await verifyAudit(ctx)).toMatchObject({ faults: [] });
  });
});

describe('the whole of a shop deleted', () => {
  test('leaves no row, no workflow and no file of it, and everything of the others', async () => {
    const [ctx, other] = [await openBusyShop(), await openBusyShop()];
    const own = await keep(ctx, 'mine alone');
    const shared = await keep(ctx, 'of both');
    await keep(other, 'of both');
    expect((await findTraces(ctx.shop.id)).length).toBeGreaterThan(20);
    expect(await findTraces(ctx.shop.id)).toContain('dbos.workflow_status');
    const others = await printOthers(ctx.shop.id);
    await expect(deleteShop(world.ground, ctx, { confirm: other.shop.slug })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await deleteShop(world.ground, ctx, { confirm: ctx.shop.slug })).toEqual({ slug: ctx.shop.slug, files: 2 });
    expect(await findTraces(ctx.shop.id)).toEqual([]);
    expect(await printOthers(ctx.shop.id)).toEqual(others);
    expect(await ctx.files.exists(fileKey(own))).toBe(false);
    expect(await ctx.files.exists(fileKey(shared))).toBe(true);
  });

  test('is for its owners, and out of the reach of the program’s role', async () => {
    const ctx = await openBusyShop();
    const admins: Ctx = { ...ctx, actor: { type: 'staff', id: 'a', name: 'A', email: 'a@example.com', role: 'admin' } };
    await expect(deleteShop(world.ground, admins, { confirm: ctx.shop.slug })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sql`select delete_shop(${ctx.shop.id}::uuid)`.execute(ctx.db)).rejects.toMatchObject({ code: '42501' });
    await expect(sql`select work.forget_shop(${ctx.shop.id}::uuid)`.execute(ctx.db)).rejects.toMatchObject({ code: '42501' });
  });
});

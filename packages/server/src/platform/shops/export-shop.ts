import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { appendAudit } from '../events/append.ts';
import { withScratchFolder } from '../files/scratch-folder.ts';
import { fileKey } from '../files/store-file.ts';
import { type ExportedTable, listExportedTables } from './exported-tables.ts';

/** What `manifest.json`, the last entry of the archive, tells of the others. */
export type ExportManifest = {
  readonly format: 'bottega-shop/1';
  readonly shop: { readonly id: string; readonly slug: string; readonly name: string };
  readonly takenAt: string;
  /** The columns whose values are secrets and were left out. */
  readonly leftOut: readonly string[];
  readonly entries: readonly { readonly path: string; readonly bytes: number; readonly sha256: string; readonly rows?: number }[];
};

const ROWS_AT_ONCE = 500;

/**
 * The whole shop as a ZIP archive: the rows of each table as JSON Lines, as they stood at one moment; its files under their hashes; a
 * manifest with the SHA-256 of each. Secrets are not in it. Neither a table nor a file is ever held in memory.
 * @throws BottegaError forbidden, unauthenticated
 */
export async function exportShop(ctx: Ctx): Promise<Readable> {
  authorise(ctx, 'shop.export');
  await appendAudit(ctx, { action: 'shop.export', subjectId: ctx.shop.id, detail: {} });
  const zip = new ZipFile();
  const archive = new PassThrough();
  zip.outputStream.pipe(archive);
  zip.on('error', (error) => archive.destroy(error as Error));
  const working = withScratchFolder(ctx.data, 'export', (folder) => fill(ctx, zip, folder, archive));
  working.catch((error: Error) => archive.destroy(error)); // whoever reads hears of it
  return archive;
}

type Entry = { path: string; bytes: number; sha256: string; rows?: number };

async function fill(ctx: Ctx, zip: ZipFile, folder: string, archive: Readable): Promise<void> {
  const closed = new AbortController();
  archive.once('close', () => closed.abort());
  const tables = await listExportedTables(ctx);
  const takenAt = ctx.clock.now().toString();
  const rows = await writeTables(ctx, tables, folder);
  const entries: Entry[] = [];
  for (const { name } of tables) {
    const entry = `tables/${name}.jsonl`;
    await addEntry(zip, entries, closed.signal, { path: entry, rows: rows.get(name) ?? 0 }, true, async () =>
      createReadStream(path.join(folder, name)),
    );
  }
  for await (const file of walkFiles(ctx)) {
    await addEntry(zip, entries, closed.signal, { path: `files/${file.sha256}.${file.extension}` }, false, () =>
      ctx.files.read(fileKey(file)),
    );
  }
  const { id, slug, name } = ctx.shop;
  const leftOut = tables.flatMap(({ name, secrets }) => secrets.map((column) => `${name}.${column}`));
  const manifest: ExportManifest = { format: 'bottega-shop/1', shop: { id, slug, name }, takenAt, leftOut, entries };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json');
  zip.end();
  if (!closed.signal.aborted) await once(closed.signal, 'abort'); // the folder is read from until then
}

/** Adds an entry and waits until it has gone through, so that one file is open at a time. */
async function addEntry(
  zip: ZipFile,
  entries: Entry[],
  signal: AbortSignal,
  entry: { path: string; rows?: number },
  compress: boolean,
  open: () => Promise<Readable>,
): Promise<void> {
  const source = await open();
  const counted = { bytes: 0, hash: createHash('sha256') };
  const through = count(counted);
  const passed = pipeline(source, through, { signal });
  zip.addReadStream(through, entry.path, { compress });
  await passed;
  entries.push({ ...entry, bytes: counted.bytes, sha256: counted.hash.digest('hex') });
}

const count = (counted: { bytes: number; readonly hash: Hash }): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      counted.bytes += chunk.length;
      counted.hash.update(chunk);
      done(null, chunk);
    },
  });

/** Every table at one moment, into a file each: the connection is free again before anybody has begun to read the archive. */
async function writeTables(ctx: Ctx, tables: readonly ExportedTable[], folder: string): Promise<ReadonlyMap<string, number>> {
  return inTransaction(ctx, async (ctx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(ctx.db);
    const rows = new Map<string, number>();
    for (const table of tables) {
      let written = 0;
      const lines = async function* () {
        for await (const line of walkRows(ctx, table)) {
          written++;
          yield `${line}\n`;
        }
      };
      await pipeline(Readable.from(lines()), createWriteStream(path.join(folder, table.name)));
      rows.set(table.name, written);
    }
    return rows;
  });
}

/** A cursor of PostgreSQL's own: it holds the rows, and we some hundreds at a time. */
async function* walkRows(ctx: Ctx, { name, shopColumn, key, secrets }: ExportedTable): AsyncGenerator<string> {
  const order = sql.join(key.map((column) => sql.ref(column)));
  await sql`declare exported no scroll cursor for
    select (to_jsonb(t) - ${[...secrets]}::text[])::text as line from ${sql.table(name)} t
    where ${sql.ref(shopColumn)} = ${sql.lit(ctx.shop.id)} order by ${order}`.execute(ctx.db);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.lit(ROWS_AT_ONCE)} from exported`.execute(ctx.db);
    for (const { line } of rows) yield line;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await sql`close exported`.execute(ctx.db);
}

/** Each of the shop's files once, whichever audiences it has. */
async function* walkFiles(ctx: Ctx): AsyncGenerator<{ sha256: string; extension: string }> {
  for (let after = { sha256: '', extension: '' }; ; ) {
    const rows = await ctx.db
      .selectFrom('file')
      .select(['sha256', 'extension'])
      .distinct()
      .where('shop_id', '=', ctx.shop.id)
      .where(sql<boolean>`(sha256, extension) > (${after.sha256}, ${after.extension})`)
      .orderBy('sha256')
      .orderBy('extension')
      .limit(ROWS_AT_ONCE)
      .execute();
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1) as typeof after;
  }
}

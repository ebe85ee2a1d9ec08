import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { type Ctx, fileUrl, storeFile } from '#platform';
import { ZipFile } from 'yazl';
import { CHANNELS, LIMITS_CHECKED_ON } from '../limits/channel.ts';
import { type ComposedKit, composeKit, type KitMaterial } from './compose-kit.ts';

/** A publishing kit. `folder` is on local disk; `url` is its zip, relative to the shop's base. */
export type Kit = {
  readonly channel: string;
  readonly folder: string;
  readonly url: string;
  readonly bytes: number;
  readonly problems: readonly string[];
};

/** Writes a folder and a zip for every channel; writing them again replaces them whole. */
export async function writeKits(
  ctx: Ctx,
  input: { subjectId: string; folderName: string; material: KitMaterial; onProgress?: (done: number, note: string) => void },
): Promise<{ kits: number; problems: number }> {
  let problems = 0;
  for (const [index, channel] of CHANNELS.entries()) {
    const kit = composeKit(channel, input.material, LIMITS_CHECKED_ON);
    await writeKit(ctx, { ...input, kit });
    problems += kit.problems.length;
    input.onProgress?.((index + 1) / CHANNELS.length, channel.label);
  }
  return { kits: CHANNELS.length, problems };
}

async function writeKit(
  ctx: Ctx,
  { subjectId, folderName, kit }: { subjectId: string; folderName: string; kit: ComposedKit },
): Promise<void> {
  const parent = path.join(ctx.data, 'kits', ctx.shop.slug, folderName);
  const folder = path.join(parent, kit.channel);
  const half = `${folder}.part`;
  const zip = `${half}.zip`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  try {
    for (const { name, from } of kit.files) await copyFile(from, path.join(half, name));
    await writeFile(path.join(half, 'post.txt'), kit.postText);
    await writeFile(path.join(half, 'manifest.json'), `${JSON.stringify(kit.manifest, null, 2)}\n`);
    await packZip(half, zip, [...kit.files.map(({ name }) => name), 'post.txt', 'manifest.json']);
    await rm(folder, { recursive: true, force: true });
    await rename(half, folder);
    const file = await storeFile(ctx, { path: zip, extension: 'zip', audience: 'staff' });
    const row = { folder, file_id: file.id, problems: JSON.stringify(kit.problems) };
    await ctx.db
      .insertInto('kit')
      .values({ shop_id: ctx.shop.id, subject_id: subjectId, channel: kit.channel, ...row })
      .onConflict((conflict) => conflict.columns(['shop_id', 'subject_id', 'channel']).doUpdateSet(row))
      .execute();
  } finally {
    await rm(half, { recursive: true, force: true });
    await rm(zip, { force: true });
  }
}

/** The same files give the same zip: no time of day goes in. */
const ZIP_TIME = new Date('2026-01-01T00:00:00Z');

async function packZip(folder: string, target: string, names: readonly string[]): Promise<void> {
  const zip = new ZipFile();
  // Pictures and films do not get smaller; only the texts would, by a few bytes.
  for (const name of names) zip.addFile(path.join(folder, name), name, { compress: false, mtime: ZIP_TIME });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(target));
}

/** The kits of a subject, in the order of the channels. */
export async function listKits(ctx: Ctx, subjectId: string): Promise<Kit[]> {
  const rows = await ctx.db
    .selectFrom('kit')
    .innerJoin('file', (join) => join.onRef('file.shop_id', '=', 'kit.shop_id').onRef('file.id', '=', 'kit.file_id'))
    .select(['kit.channel', 'kit.folder', 'kit.problems', 'file.id', 'file.extension', 'file.bytes'])
    .where('kit.shop_id', '=', ctx.shop.id)
    .where('kit.subject_id', '=', subjectId)
    .execute();
  const byChannel = new Map(rows.map((row) => [row.channel, row]));
  return CHANNELS.flatMap(({ id }) => {
    const row = byChannel.get(id);
    return row ? [{ channel: id, folder: row.folder, url: fileUrl(row), bytes: row.bytes, problems: row.problems }] : [];
  });
}

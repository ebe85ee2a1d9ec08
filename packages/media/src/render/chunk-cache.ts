import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Packet, Track } from './encoding.ts';

/**
 * A cached file is one encoded track: eight bytes of name, four of header length, a JSON header (facts about the track and
 * each packet's time and size), the extradata, then the packets' bytes one after another. It appears under its name whole or not at all.
 */
const MAGIC = Buffer.from('BTQTRK1\n');
const ABANDONED_AFTER_MS = 10 * 60_000;

type Header<About> = { about: About; extradata: number; packets: [pts: number, duration: number, isKey: 0 | 1, size: number][] };

export function cachedPath(folder: string, key: string): string {
  return join(folder, `${key}.track`);
}

export async function isCached(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Writes a file under a passing name, then renames it, so that a reader never meets half of it. */
export async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const passing = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(passing, 'wx');
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(passing, path);
  } catch (error) {
    await rm(passing, { force: true });
    throw error;
  }
}

export async function writeTrack<About>(path: string, track: Track, about: About): Promise<void> {
  const header: Header<About> = {
    about,
    extradata: track.extradata.length,
    packets: track.packets.map((packet) => [packet.pts, packet.duration, packet.isKey ? 1 : 0, packet.data.length]),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  await writeWhole(path, [MAGIC, length, text, track.extradata, ...track.packets.map((packet) => packet.data)]);
}

/** @throws when the file is missing or not whole. */
export async function readTrack<About>(path: string): Promise<{ readonly track: Track; readonly about: About }> {
  const bytes = await readFile(path);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error(`${path} is not a track. Delete it and render again.`);
  const headerEnd = 12 + bytes.readUInt32LE(8);
  const header = JSON.parse(bytes.toString('utf8', 12, headerEnd)) as Header<About>;
  const extradata = bytes.subarray(headerEnd, headerEnd + header.extradata);
  let at = headerEnd + header.extradata;
  const packets: Packet[] = header.packets.map(([pts, duration, isKey, size]) => {
    at += size;
    return { pts, duration, isKey: isKey === 1, data: bytes.subarray(at - size, at) };
  });
  if (at !== bytes.length) throw new Error(`${path} is not whole. Delete it and render again.`);
  return { track: { extradata, packets }, about: header.about };
}

/** Makes the folder if need be and clears what killed writers left in it. */
export async function openCache(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts !== undefined && Date.now() - facts.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}

import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDeflateRaw, deflateSync } from 'node:zlib';
import { pngChunk } from './photos.ts';

const MEGABYTE = 1024 * 1024;

/**
 * Makes files that are small on disk and large or hungry once something opens them, and answers with their paths by name. `canary` is an
 * address that nobody must ask for: playlists and drawings refer to it, and to a file beside them.
 */
export async function makeBombs(folder: string, canary: string) {
  const at = (name: string) => path.join(folder, name);
  const bombs = {
    gif: at('frames.gif'),
    zip: at('archive.jpg'),
    avi: at('film.avi'),
    playlist: at('playlist.mp4'),
    xxe: at('drawing.png'),
    profile: at('profile.png'),
    comment: at('comment.png'),
    nested: at('nested.mp4'),
  };
  const secret = at('canary.ts');
  await writeFile(secret, 'canary');
  await writeFile(bombs.gif, drawFrames(5_000));
  await packZeros(bombs.zip, 1024);
  const playlist = `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nfile://${secret}\n#EXTINF:1.0,\n${canary}\n#EXT-X-ENDLIST\n`;
  await writeFile(bombs.avi, hideInAvi(playlist));
  await writeFile(bombs.playlist, playlist);
  await writeFile(
    bombs.xxe,
    `<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "${canary}">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>`,
  );
  await writeFile(bombs.profile, drawPng('iCCP', Buffer.concat([Buffer.from('p\0\0'), deflateZeros(200)])));
  await writeFile(bombs.comment, drawPng('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateZeros(200)])));
  // An MP4 by its first bytes, and a box that says it is larger than any disk.
  await writeFile(
    bombs.nested,
    Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2'), box64('moov', 2n ** 60n), Buffer.alloc(64)]),
  );
  return bombs;
}

/** A GIF of so many frames, each as large as a format can say, of one colour. */
function drawFrames(count: number): Buffer {
  const screen = Buffer.from('474946383961ffffffff800000000000ffffff', 'hex');
  const frame = Buffer.from('21f904000100000000' + '2c00000000ffffffff00' + '0202440100', 'hex');
  return Buffer.concat([screen, ...Array.from({ length: count }, () => frame), Buffer.from('3b', 'hex')]);
}

/** A zip with one file of so many megabytes of zeros. */
async function packZeros(file: string, megabytes: number): Promise<void> {
  const packed = await deflateRawZeros(megabytes);
  const name = Buffer.from('zeros');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(megabytes * MEGABYTE, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(megabytes * MEGABYTE, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  const handle = await open(file, 'w');
  try {
    for (const part of [local, name, packed, central, name, end]) await handle.write(part);
  } finally {
    await handle.close();
  }
}

async function deflateRawZeros(megabytes: number): Promise<Buffer> {
  const deflate = createDeflateRaw({ level: 9 });
  const parts: Buffer[] = [];
  deflate.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise((resolve, reject) => deflate.once('end', resolve).once('error', reject));
  const zeros = Buffer.alloc(MEGABYTE);
  for (let count = 0; count < megabytes; count++) {
    if (!deflate.write(zeros)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await done;
  return Buffer.concat(parts);
}

const deflateZeros = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * MEGABYTE), { level: 9 });

/** A playlist as the subtitles of an AVI: players that believe it open what it names. */
function hideInAvi(playlist: string): Buffer {
  const text = Buffer.from(playlist);
  const subtitles = Buffer.concat([
    Buffer.from('GAB2\0\x02\0'),
    length(2),
    Buffer.from('s\0'),
    Buffer.from('\x04\0'),
    length(text.length),
    text,
  ]);
  const streamHeader = Buffer.alloc(56);
  streamHeader.write('txts', 0);
  const streams = list('strl', [chunk('strh', streamHeader), chunk('strf', Buffer.alloc(4))]);
  const body = [list('hdrl', [chunk('avih', Buffer.alloc(56)), streams]), list('movi', [chunk('00tx', subtitles)])];
  const content = Buffer.concat([Buffer.from('AVI '), ...body]);
  return Buffer.concat([Buffer.from('RIFF'), length(content.length), content]);
}

function length(value: number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const chunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name), length(data.length), data, Buffer.alloc(data.length % 2)]);
const list = (name: string, parts: readonly Buffer[]): Buffer => chunk('LIST', Buffer.concat([Buffer.from(name), ...parts]));

function box64(name: string, size: bigint) {
  const box = Buffer.alloc(16);
  box.writeUInt32BE(1, 0);
  box.write(name, 4);
  box.writeBigUInt64BE(size, 8);
  return box;
}

/** A PNG of one pixel with one chunk more. */
function drawPng(name: string, data: Buffer<ArrayBuffer>): Buffer {
  const header = Buffer.from('00000001000000010806000000', 'hex');
  const parts = [pngChunk('IHDR', header), pngChunk(name, data), pngChunk('IDAT', deflateSync(Buffer.alloc(5))), pngChunk('IEND')];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

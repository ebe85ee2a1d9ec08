import { open, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

const BOMB_SIDE = 20_000;

/** Makes a good photo and one of every bad kind in a folder, and answers with their paths by name. */
export async function makePhotos(folder: string) {
  const at = (name: string) => path.join(folder, name);
  const good = await drawPhoto();
  const photos = {
    good: at('good.jpg'),
    text: at('text.jpg'),
    truncated: at('truncated.jpg'),
    bomb: at('bomb.png'),
    svg: at('drawing.svg'),
    empty: at('empty.jpg'),
    huge: at('huge.jpg'),
  };
  await writeFile(photos.good, good);
  await writeFile(photos.text, 'Walnut bowl, hand-turned.\n');
  await writeFile(photos.truncated, good.subarray(0, good.length / 2));
  await writeFile(photos.bomb, drawBomb(BOMB_SIDE));
  await writeFile(photos.svg, '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><circle r="400"/></svg>');
  await writeFile(photos.empty, '');
  await (await open(photos.huge, 'w')).close();
  await truncate(photos.huge, 200 * 1024 * 1024);
  return photos;
}

/** A bowl seen from above, with grain, so that it is no flat area. */
function drawPhoto(): Promise<Buffer> {
  const bowl =
    '<svg width="900" height="900"><circle cx="450" cy="450" r="320" fill="#6b4428"/><circle cx="450" cy="430" r="230" fill="#8a5a36"/></svg>';
  const ground = {
    width: 900,
    height: 900,
    channels: 3 as const,
    background: '#d9cfbe',
    noise: { type: 'gaussian' as const, mean: 200, sigma: 12 },
  };
  return sharp({ create: ground })
    .composite([{ input: Buffer.from(bowl) }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A valid PNG of side × side black pixels, one bit each: 50 MB unpacked for a reader, four times that as grey, in some 50 kB. */
function drawBomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1; // bit depth; colour type 0 is grey
  const rows = Buffer.alloc((1 + Math.ceil(side / 8)) * side);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND'),
  ]);
}

/** A chunk of a PNG, with its length before it and its sum behind it. */
export function pngChunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

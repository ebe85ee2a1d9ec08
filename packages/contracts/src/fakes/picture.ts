import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

/** Draws a PNG pixel by pixel, so that tests need neither a photo in the repository nor a library to make one. */
export async function drawPng(path: string, width: number, height: number, colourAt: (x: number, y: number) => Colour): Promise<void> {
  const rowBytes = 1 + width * 3;
  const rows = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * rowBytes + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits a sample, red green blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  await writeFile(
    path,
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]),
  );
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A product-like picture: a lit, grained disc of `colour` off-centre on a plain ground, different for each seed. */
export function drawProduct(
  path: string,
  options: { readonly size: number; readonly seed: number; readonly colour?: Colour },
): Promise<void> {
  const { size, seed, colour = [176, 92, 48] } = options;
  const centreX = size * (0.42 + (seed % 5) * 0.04);
  const centreY = size * (0.46 + (seed % 3) * 0.05);
  const radius = size * 0.27;
  return drawPng(path, size, size, (x, y) => {
    const distance = Math.hypot(x - centreX, y - centreY);
    if (distance > radius) return [236, 232, 224];
    const light = 0.65 + 0.35 * Math.cos((distance / radius) * 1.5) + 0.12 * Math.sin((x * 0.7 + y * 0.2 + seed) / 3);
    return colour.map((part) => Math.max(0, Math.min(255, Math.round(part * light)))) as unknown as Colour;
  });
}

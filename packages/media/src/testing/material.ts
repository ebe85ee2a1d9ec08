import { writeFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';

/** A picture with soft ground and sharp detail, so that cropping and moving show; `hue` tells pictures apart. */
export async function drawPicture(path: string, hue: number, width = 1200, height = 1000): Promise<string> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const ground = context.createLinearGradient(0, 0, width, height);
  ground.addColorStop(0, `hsl(${hue}, 45%, 78%)`);
  ground.addColorStop(1, `hsl(${hue + 30}, 40%, 45%)`);
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = `hsl(${hue + 180}, 50%, 35%)`;
  for (let ring = 1; ring < 14; ring++) {
    context.lineWidth = 2 + (ring % 3) * 3;
    context.beginPath();
    context.ellipse(width / 2, height / 2, ring * width * 0.03, ring * height * 0.028, 0.3, 0, 7);
    context.stroke();
  }
  const format = path.endsWith('.png') ? 'png' : path.endsWith('.webp') ? 'webp' : 'jpeg';
  await writeFile(path, format === 'png' ? canvas.toBuffer('image/png') : await canvas.encode(format, 90));
  return path;
}

/** A plain musical bed as 44.1 kHz 16-bit stereo WAV: a chord with a soft beat. */
export async function playMusic(path: string, seconds: number): Promise<string> {
  const rate = 44100;
  const frames = Math.round(seconds * rate);
  const bytes = Buffer.alloc(44 + frames * 4);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + frames * 4, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  for (const [value, at] of [
    [16, 16],
    [rate, 24],
    [rate * 4, 28],
    [frames * 4, 40],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [value, at] of [
    [1, 20],
    [2, 22],
    [4, 32],
    [16, 34],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36, 'latin1');
  for (let frame = 0; frame < frames; frame++) {
    const time = frame / rate;
    const beat = Math.exp(-((time * 2) % 1) * 6);
    const chord = [220, 277.2, 329.6].reduce((sum, pitch) => sum + Math.sin(2 * Math.PI * pitch * time), 0);
    const sample = 0.12 * chord + 0.25 * beat * Math.sin(2 * Math.PI * 80 * time);
    bytes.writeInt16LE(Math.round(sample * 26000), 44 + frame * 4);
    bytes.writeInt16LE(Math.round(sample * 24000), 46 + frame * 4);
  }
  await writeFile(path, bytes);
  return path;
}

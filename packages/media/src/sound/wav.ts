import { readFile } from 'node:fs/promises';
import { badInput } from '../failure.ts';
import { writeWhole } from '../render/chunk-cache.ts';

/** Sound in memory: one array of samples (-1 to 1) per channel. */
export type Sound = { readonly sampleRate: number; readonly channels: readonly Float32Array[] };

type Format = { readonly isFloat: boolean; readonly channels: number; readonly sampleRate: number; readonly bits: number };

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads one little-endian sample as -1 to 1. */
type ReadSample = (bytes: Buffer, at: number) => number;

const READERS: Readonly<Record<string, ReadSample>> = {
  'pcm 8': (bytes, at) => (bytes[at]! - 128) / 128,
  'pcm 16': (bytes, at) => bytes.readInt16LE(at) / 32768,
  'pcm 24': (bytes, at) => bytes.readIntLE(at, 3) / 8388608,
  'pcm 32': (bytes, at) => bytes.readInt32LE(at) / 2147483648,
  'float 32': (bytes, at) => bytes.readFloatLE(at),
  'float 64': (bytes, at) => bytes.readDoubleLE(at),
};

function* riffChunks(bytes: Buffer): Generator<{ readonly id: string; readonly body: Buffer }> {
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    yield { id: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 8, Math.min(at + 8 + size, bytes.length)) };
    at += 8 + size + (size % 2);
  }
}

function readFormat(body: Buffer): Format {
  const tag = body.readUInt16LE(0);
  const real = tag === EXTENSIBLE && body.length >= 26 ? body.readUInt16LE(24) : tag;
  if (real !== PCM && real !== FLOAT) throw new RangeError(`format tag ${real}`);
  return { isFloat: real === FLOAT, channels: body.readUInt16LE(2), sampleRate: body.readUInt32LE(4), bits: body.readUInt16LE(14) };
}

function readSamples(data: Buffer, format: Format): Float32Array[] {
  const read = READERS[`${format.isFloat ? 'float' : 'pcm'} ${format.bits}`];
  if (read === undefined || format.channels < 1 || format.sampleRate < 4000) throw new RangeError('format');
  const bytesPerSample = format.bits / 8;
  const frames = Math.floor(data.length / (bytesPerSample * format.channels));
  return Array.from({ length: format.channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let index = 0; index < frames; index++) samples[index] = read(data, (index * format.channels + channel) * bytesPerSample);
    return samples;
  });
}

/** Reads the bytes of a WAV file. @throws RangeError when they are none. */
export function parseWav(bytes: Buffer): Sound {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new RangeError('no RIFF');
  let format: Format | undefined;
  for (const { id, body } of riffChunks(bytes)) {
    if (id === 'fmt ') format = readFormat(body);
    if (id === 'data' && format !== undefined) return { sampleRate: format.sampleRate, channels: readSamples(body, format) };
  }
  throw new RangeError('no data');
}

/** Reads a WAV file of any rate and any number of channels, PCM or float. @throws Failure bad_input when it is missing or no such file. */
export async function readWav(path: string): Promise<Sound> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw badInput(`The sound ${path} cannot be read. Check that the file is there.`, error);
  });
  try {
    return parseWav(bytes);
  } catch (error) {
    throw badInput(`${path} is not a WAV file with PCM or float samples. Save the sound as 16-bit WAV.`, error);
  }
}

/** Writes mono samples (-1 to 1) as a 16-bit WAV file, whole or not at all. */
export async function writeWav(path: string, samples: Float32Array, sampleRate: number): Promise<void> {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length * 2, 40);
  const body = Buffer.alloc(samples.length * 2);
  for (const [index, sample] of samples.entries()) body.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), index * 2);
  await writeWhole(path, [header, body]);
}

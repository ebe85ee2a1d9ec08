/**
 * PCM sound in a WAV file, the form in which providers hand sound over. Written as 16-bit; read as 16-bit or 32-bit float.
 */
export type Sound = {
  readonly sampleRate: number;
  /** One array per channel, all of one length, samples from −1 to 1. */
  readonly channels: readonly Float32Array[];
};

const HEADER_BYTES = 44;
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Length in seconds. */
export const secondsOf = (sound: Sound): number => (sound.channels[0]?.length ?? 0) / sound.sampleRate;

/** A 16-bit PCM WAV file; samples beyond ±1 are clipped. */
export function encodeWav({ sampleRate, channels }: Sound): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const frameBytes = channels.length * 2;
  const bytes = new Uint8Array(HEADER_BYTES + frames * frameBytes);
  const view = new DataView(bytes.buffer);
  writeHeader(view, { sampleRate, channelCount: channels.length, dataBytes: frames * frameBytes });
  channels.forEach((samples, channel) => {
    for (let frame = 0; frame < frames; frame++) {
      const sample = Math.max(-1, Math.min(1, samples[frame] as number));
      view.setInt16(HEADER_BYTES + frame * frameBytes + channel * 2, Math.round(sample * 32_767), true);
    }
  });
  return bytes;
}

function writeHeader(view: DataView, format: { sampleRate: number; channelCount: number; dataBytes: number }): void {
  const { sampleRate, channelCount, dataBytes } = format;
  const writeName = (offset: number, name: string): void => {
    for (let i = 0; i < name.length; i++) view.setUint8(offset + i, name.charCodeAt(i));
  };
  writeName(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  writeName(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, channelCount, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channelCount * 2, true);
  view.setUint16(32, channelCount * 2, true);
  view.setUint16(34, 16, true);
  writeName(36, 'data');
  view.setUint32(40, dataBytes, true);
}

type Chunk = { readonly start: number; readonly length: number };

/**
 * Reads a WAV file.
 * @throws RangeError when it is no WAV, is cut short, or is neither 16-bit PCM nor 32-bit float.
 */
export function decodeWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = readChunks(view);
  const format = chunks.get('fmt ');
  const data = chunks.get('data');
  if (!format || format.length < 16 || !data) throw new RangeError('the WAV file has no format or no samples');
  const channelCount = view.getUint16(format.start + 2, true);
  const sampleRate = view.getUint32(format.start + 4, true);
  const bits = view.getUint16(format.start + 14, true);
  const readSample = sampleReader(view, { coding: codingOf(view, format), bits });
  if (channelCount === 0 || sampleRate === 0) throw new RangeError('the WAV file names no channels or no sample rate');
  const frameBytes = channelCount * (bits / 8);
  const frames = Math.floor(data.length / frameBytes);
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    Float32Array.from({ length: frames }, (_, frame) => readSample(data.start + frame * frameBytes + channel * (bits / 8))),
  );
  return { sampleRate, channels };
}

function readChunks(view: DataView): Map<string, Chunk> {
  if (view.byteLength < 12 || readName(view, 0) !== 'RIFF' || readName(view, 8) !== 'WAVE') throw new RangeError('this is not a WAV file');
  const chunks = new Map<string, Chunk>();
  for (let offset = 12; offset + 8 <= view.byteLength; ) {
    const chunk = { start: offset + 8, length: view.getUint32(offset + 4, true) };
    if (chunk.start + chunk.length > view.byteLength) throw new RangeError('the WAV file is cut short');
    chunks.set(readName(view, offset), chunk);
    offset = chunk.start + chunk.length + (chunk.length % 2);
  }
  return chunks;
}

const readName = (view: DataView, offset: number): string =>
  String.fromCharCode(view.getUint8(offset), view.getUint8(offset + 1), view.getUint8(offset + 2), view.getUint8(offset + 3));

/** An extensible format keeps its real coding in the first two bytes of its sub-format. */
function codingOf(view: DataView, format: Chunk): number {
  const coding = view.getUint16(format.start, true);
  return coding === EXTENSIBLE && format.length >= 26 ? view.getUint16(format.start + 24, true) : coding;
}

function sampleReader(view: DataView, { coding, bits }: { coding: number; bits: number }): (offset: number) => number {
  if (coding === PCM && bits === 16) return (offset) => view.getInt16(offset, true) / 32_768;
  if (coding === FLOAT && bits === 32) return (offset) => view.getFloat32(offset, true);
  throw new RangeError(`WAV samples of ${bits} bits (coding ${coding}) are not read here: write 16-bit PCM or 32-bit float`);
}

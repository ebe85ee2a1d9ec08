import { type FileHandle, open } from 'node:fs/promises';
import { BottegaError } from '../errors/bottega-error.ts';
import { isPhoto, MOST_PHOTO_BYTES } from '../pictures/receive-photo.ts';
import type { FileExtension } from './store-file.ts';

/** What people may put into the library; everything else that is kept was made here. */
export type UploadType = { readonly as: 'photo' } | { readonly as: Extract<FileExtension, 'mp4' | 'wav'> };

/** 256 MB: the longest film or sound that is taken. */
export const MOST_MEDIA_BYTES = 256 * 1024 * 1024;

const TYPES: ReadonlyMap<string, UploadType> = new Map<string, UploadType>(
  Object.entries({
    'image/jpeg': { as: 'photo' },
    'image/png': { as: 'photo' },
    'image/webp': { as: 'photo' },
    'image/avif': { as: 'photo' },
    'video/mp4': { as: 'mp4' },
    'audio/wav': { as: 'wav' },
    'audio/x-wav': { as: 'wav' },
  } as const),
);

/** @throws BottegaError unsupported_file */
export function readUploadType(mediaType: string): UploadType {
  const type = TYPES.get(mediaType.toLowerCase());
  if (type) return type;
  throw new BottegaError('unsupported_file', `"${mediaType}" is not taken.`, {
    problems: [{ path: 'mediaType', message: `one of ${[...TYPES.keys()].join(', ')}` }],
  });
}

export const mostBytesOf = ({ as }: UploadType): number => (as === 'photo' ? MOST_PHOTO_BYTES : MOST_MEDIA_BYTES);

/** What a file is by its bytes, whatever it is called. @throws BottegaError unsupported_file */
export async function lookAtFile(path: string, label: string): Promise<UploadType> {
  const handle = await open(path);
  try {
    const head = await readAt(handle, 0);
    if (isPhoto(head)) return { as: 'photo' };
    const text = (from: number, to: number) => head.toString('latin1', from, to);
    if (text(0, 4) === 'RIFF' && text(8, 16) === 'WAVEfmt ') return { as: 'wav' };
    if (text(4, 8) === 'ftyp' && MP4_BRANDS.test(text(8, 12)) && (await hasWholeBoxes(handle))) return { as: 'mp4' };
  } finally {
    await handle.close();
  }
  throw new BottegaError('unsupported_file', `${label} is none of JPEG, PNG, WebP, AVIF, MP4 and WAV, or is not whole.`);
}

const MP4_BRANDS = /^(isom|iso[2-6]|mp4[12]|avc1|M4V |dash|MSNV)/;
const MOST_BOXES = 10_000;

/** Whether an MP4 is made of boxes to its last byte, one of them with its tracks: none that says it is larger than the file. */
async function hasWholeBoxes(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  let hasTracks = false;
  let at = 0;
  for (let count = 0; at < size && count < MOST_BOXES; count++) {
    const box = await readAt(handle, at);
    const length = box.readUInt32BE(0);
    hasTracks ||= box.toString('latin1', 4, 8) === 'moov';
    const whole = length === 0 ? size - at : length === 1 ? Number(box.readBigUInt64BE(8)) : length;
    if (whole < 8) return false;
    at += whole;
  }
  return hasTracks && at === size;
}

async function readAt(handle: FileHandle, position: number): Promise<Buffer> {
  const bytes = Buffer.alloc(16);
  await handle.read(bytes, 0, 16, position);
  return bytes;
}

import { join } from 'node:path';
import { type Area, type ImageProvider, type ImageRequest, type Picture, ProviderError } from '@bottega/contracts';
import type { Sharp } from 'sharp';
import { loadSharp } from '../load-sharp.ts';
import { ownWork } from '../evidence.ts';
import { type Crop, findSalientAreas, type SalientAreas } from './salient-areas.ts';

/** A film of 1,920 pixels has room to move over the picture; more is only slower. */
const LONGEST_SIDE = 2_880;
/** A smaller crop would be seen to be blown up. */
const LEAST_CROP_SIDE = 480;
const SALIENCY_SIDE = 128;
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' } as const;
const WHOLE: Area = { x: 0, y: 0, width: 1, height: 1 };

/** Scene pictures from the product's own photo: the whole of it, and crops of what stands out. */
export const offlinePhoto = (): ImageProvider => ({
  id: 'offline-photo',
  kind: 'image',
  label: 'From your own photo',
  offline: true,
  makePicture: async (request, call) => {
    call.signal.throwIfAborted();
    const photo = await look(request.photo);
    call.signal.throwIfAborted();
    const picture = await cut(request, photo, join(call.folder, `${request.role}.jpg`));
    return ownWork(picture, { role: request.role });
  },
});

type Photo = { readonly width: number; readonly height: number; readonly areas: SalientAreas };

async function look(path: string): Promise<Photo> {
  const { width, height, small } = await read(path);
  const areas = findSalientAreas(small.data, small.info.width, small.info.height, LEAST_CROP_SIDE / Math.min(width, height));
  return { width, height, areas };
}

/** @throws ProviderError `bad_input` when the file is no picture that can be read. */
async function read(path: string) {
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(path).metadata();
    const small = await level(sharp(path))
      .resize(SALIENCY_SIDE, SALIENCY_SIDE, { fit: 'inside' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width, height, small };
  } catch (cause) {
    throw new ProviderError('bad_input', 'The photo cannot be read: upload it again as JPEG, PNG, WebP or AVIF.', { cause });
  }
}

/** Three channels of sRGB, whatever the photo came in; what is see-through becomes white. */
const level = (photo: Sharp): Sharp => photo.flatten({ background: 'white' }).toColourspace('srgb');

async function cut({ photo, role }: ImageRequest, { width, height, areas }: Photo, path: string): Promise<Picture> {
  const { area, focus } = cropFor(role, areas);
  const left = Math.round(area.x * width);
  const top = Math.round(area.y * height);
  const region = {
    left,
    top,
    width: Math.min(width - left, Math.round(area.width * width)),
    height: Math.min(height - top, Math.round(area.height * height)),
  };
  const sharp = await loadSharp();
  const made = await level(sharp(photo))
    .extract(region)
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg(JPEG)
    .toFile(path);
  return { path, width: made.width, height: made.height, focus };
}

function cropFor(role: ImageRequest['role'], { subject, closeUp, detail }: SalientAreas): Crop {
  if (role === 'whole') return { area: WHOLE, focus: subject };
  return role === 'close-up' ? closeUp : detail;
}

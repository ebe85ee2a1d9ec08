import assert from 'node:assert/strict';
import { join } from 'node:path';
import { drawProduct } from '../fakes/picture.ts';
import type { ImageProvider, ImageRequest, Picture } from '../image.ts';
import type { CallContext } from '../provider.ts';
import { assertFailsWith, assertHeedsAbort, assertMade, type Check, readInFolder, selfDescription } from './check.ts';
import { pictureSize } from './picture-size.ts';

const ROLES = ['whole', 'close-up', 'detail'] as const;

/** Promises of whoever makes scene pictures. */
export const imageConformance: readonly Check<ImageProvider>[] = [
  selfDescription('image'),
  {
    name: 'makes a picture of the size it claims for every role',
    run: async (provider, call) => {
      for (const role of ROLES) await assertPicture(await makePicture(provider, role, call), call);
    },
  },
  {
    name: 'refuses a photo that is none',
    run: async (provider, call) => {
      await assertFailsWith('bad_input', () => provider.makePicture(request(join(call.folder, 'absent.jpg'), 'whole'), call));
    },
  },
  {
    name: 'heeds a caller who gave up',
    run: (provider, call) => assertHeedsAbort(call, (aborted) => makePicture(provider, 'detail', aborted)),
  },
];

const request = (photo: string, role: ImageRequest['role']): ImageRequest => ({ photo, prompt: 'a terracotta bowl', role, seed: 1 });

async function makePicture(provider: ImageProvider, role: ImageRequest['role'], call: CallContext): Promise<Picture> {
  const photo = join(call.folder, 'photo.png');
  await drawProduct(photo, { size: 900, seed: 1 });
  const made = await provider.makePicture(request(photo, role), call);
  assertMade(made);
  return made.value;
}

async function assertPicture({ path, width, height, focus }: Picture, call: CallContext): Promise<void> {
  assert.deepEqual(pictureSize(await readInFolder(path, call)), { width, height });
  for (const part of [focus.x, focus.y, focus.width, focus.height]) assert.ok(part >= 0 && part <= 1, 'a focus is given in fractions');
  assert.ok(focus.width > 0 && focus.height > 0, 'a focus has an area');
  assert.ok(focus.x + focus.width <= 1 + 1e-9 && focus.y + focus.height <= 1 + 1e-9, 'a focus lies inside its picture');
}

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageProvider, ImageRequest } from '../image.ts';
import { type CallContext, ProviderError } from '../provider.ts';
import { type Fake, fakeControl } from './control.ts';
import { madeByFake } from './evidence.ts';
import { drawProduct } from './picture.ts';

const SIZE = 512;

/** Draws a disc instead of reading the photo, which must exist all the same. */
export function fakeImage(): Fake<ImageProvider> {
  const { control, attempt } = fakeControl();
  return Object.assign(control, {
    id: 'fake-image',
    kind: 'image' as const,
    label: 'Fake pictures',
    offline: true,
    makePicture: (request: ImageRequest, call: CallContext) =>
      attempt({ operation: 'makePicture', input: request, signal: call.signal }, async () => {
        await access(request.photo).catch((cause: unknown) => {
          throw new ProviderError('bad_input', 'The photo cannot be read: upload it again.', { cause });
        });
        const path = join(call.folder, `fake-${request.role}-${request.seed}.png`);
        await drawProduct(path, { size: SIZE, seed: request.seed });
        return madeByFake({ path, width: SIZE, height: SIZE, focus: { x: 0.2, y: 0.2, width: 0.6, height: 0.6 } });
      }),
  });
}

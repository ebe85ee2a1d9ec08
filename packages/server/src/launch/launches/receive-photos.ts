import { BottegaError, type Ctx, ERRORS, receivePhoto } from '#platform';
import { MOST_PHOTOS } from './launch.ts';

/** Photos on local disk, the main one first; `label` is what the sender called them. */
export type SentPhotos = readonly { readonly path: string; readonly label?: string }[];

/** Takes photos in, each once; a refusal names the field of the photo that it is about. @throws what receivePhoto throws, invalid_input */
export async function receivePhotos(ctx: Ctx, photos: SentPhotos): Promise<string[]> {
  if (photos.length === 0 || photos.length > MOST_PHOTOS) {
    const message = photos.length === 0 ? 'give a photo of the product' : `give at most ${MOST_PHOTOS} photos`;
    throw new BottegaError('invalid_input', `The launch cannot start: ${message}.`, { problems: [{ path: 'photos', message }] });
  }
  const ids: string[] = [];
  for (const [index, photo] of photos.entries()) {
    const { pictureId } = await receivePhoto(ctx, photo).catch((error: unknown) => {
      throw nameField(error, `photos.${index}`);
    });
    ids.push(pictureId);
  }
  return [...new Set(ids)];
}

/** A refusal that knows nothing of forms, with the field that it is about. */
function nameField(error: unknown, path: string): unknown {
  if (!(error instanceof BottegaError) || ERRORS[error.code].status >= 500) return error;
  return new BottegaError(error.code, error.message, { problems: [{ path, message: error.message }], cause: error });
}

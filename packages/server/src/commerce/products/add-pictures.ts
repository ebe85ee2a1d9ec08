import { authorise, type Ctx, inTransaction, makePictureSizes, receivePhoto, refuseField } from '#platform';
import { MOST_PICTURES, type ProductDetail } from './product.ts';
import { loadProduct, lockProduct } from './product.store.ts';
import { setPictures } from './set-pictures.ts';

/** Photos on local disk; `label` is what the sender called them. */
type SentPhotos = readonly { readonly path: string; readonly label?: string }[];

/**
 * Takes photos in and shows them behind the pictures that a product has; one that it shows already stays where it is. What each shows can
 * be said afterwards.
 * @throws BottegaError not_found, invalid_input for too many, forbidden, and what receivePhoto throws: then nothing is shown
 */
export async function addPictures(ctx: Ctx, { productId, photos }: { productId: string; photos: SentPhotos }): Promise<ProductDetail> {
  authorise(ctx, 'products.write');
  if (photos.length === 0) refuseField('photos', 'Give at least one photo.');
  await loadProduct(ctx, { id: productId }); // told of before a photo is looked at
  const received: string[] = [];
  for (const photo of photos) {
    const { pictureId } = await receivePhoto(ctx, photo);
    await makePictureSizes(ctx, pictureId);
    received.push(pictureId);
  }
  return inTransaction(ctx, async (tx) => {
    await lockProduct(tx, productId);
    const { pictures } = await loadProduct(tx, { id: productId });
    const shown = pictures.map(({ picture, altText }) => ({ pictureId: picture.id, altText }));
    const fresh = [...new Set(received)].filter((id) => shown.every(({ pictureId }) => pictureId !== id));
    if (shown.length + fresh.length > MOST_PICTURES) {
      refuseField('photos', `A product has at most ${MOST_PICTURES} pictures, and this one has ${shown.length}.`);
    }
    return setPictures(tx, { productId, pictures: [...shown, ...fresh.map((pictureId) => ({ pictureId, altText: '' }))] });
  });
}

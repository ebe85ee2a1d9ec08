import { attachFilms, getProduct, presentProduct, publishProduct } from '#commerce';
import { schedulePosts } from '#channels';
import { type Ctx, BottegaError } from '#platform';
import { listCaptions, listCopy, listFilms, listThumbnails, markShown, PERSON } from '#studio';
import type { LaunchBrief } from '../launches/launch.ts';
import { readLaunch } from '../launches/launches.store.ts';
import { SHOP_CHANNEL } from '../steps/facts.ts';

/**
 * Lets out what was made, in the caller's transaction: the product gets its words, photos and films and goes on sale, and the posts
 * stand on the schedule. Until then buyers see nothing of it, and of a product that is on sale already what they saw before. One that
 * was withdrawn stays withdrawn.
 */
export async function release(tx: Ctx, launch: LaunchBrief): Promise<void> {
  const { product_id: productId } = await readLaunch(tx, launch.id);
  if (!productId) throw new BottegaError('conflict', 'This launch has no product yet.');
  await showWords(tx, launch, productId);
  await showFilms(tx, launch, productId);
  const { status } = await getProduct(tx, { id: productId });
  if (status === 'draft') await publishProduct(tx, { id: productId });
  await schedulePosts(tx, { subjectId: launch.id });
}

/** Only texts that were changed since: what somebody wrote on the product's own page is not undone by a new film. */
async function showWords(tx: Ctx, launch: LaunchBrief, productId: string): Promise<void> {
  const texts = (await listCopy(tx, launch.id)).filter(({ channel }) => channel === SHOP_CHANNEL.id);
  const changed = texts.filter(({ version, shown }) => version !== shown);
  const altText = texts.find(({ language }) => language === launch.languages[0])?.altText ?? launch.name;
  await presentProduct(tx, {
    productId,
    // The title stays the maker's own name, unless somebody wrote another.
    texts: changed.map(({ title, provider, ...text }) => ({ ...text, ...(provider === PERSON && title ? { title } : {}) })),
    firstLanguage: launch.languages[0] as string,
    pictures: launch.pictureIds.map((pictureId) => ({ pictureId, altText })),
  });
  await markShown(tx, launch.id, SHOP_CHANNEL.id);
}

async function showFilms(tx: Ctx, launch: LaunchBrief, productId: string): Promise<void> {
  const [films, thumbnails, captions] = await Promise.all([
    listFilms(tx, launch.id),
    listThumbnails(tx, launch.id),
    listCaptions(tx, launch.id),
  ]);
  await attachFilms(tx, {
    productId,
    films: films.map(({ fileId, details }) => ({
      ...details,
      fileId,
      posterFileId: thumbnails.find((thumbnail) => thumbnail.details.shape === details.shape)?.fileId ?? null,
      captions: captions
        .filter(({ details: { format } }) => format === 'vtt')
        .map((file) => ({ language: file.details.language, fileId: file.fileId })),
    })),
  });
}

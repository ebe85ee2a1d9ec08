import type { Cost } from '@bottega/contracts';
import { listKits, listPosts } from '#channels';
import { authorise, BottegaError, type Ctx, listEvidence, listReviewItems, loadPictures } from '#platform';
import { listCaptions, listCopy, listFilms, listThumbnails } from '#studio';
import { TEXT_CHANNELS } from '../steps/facts.ts';
import type { LaunchView, Price, StepView } from './launch.ts';

/** Everything about one launch. @throws BottegaError not_found */
export async function getLaunch(ctx: Ctx, input: { launchId: string }): Promise<LaunchView> {
  authorise(ctx, 'launches.read');
  const { launchId } = input;
  const [row, steps, photos] = await Promise.all([readLaunch(ctx, launchId), readSteps(ctx, launchId), readPhotoIds(ctx, launchId)]);
  const [pictures, copy, videos, captions, thumbnails, kits, posts, review, evidence] = await Promise.all([
    loadPictures(ctx, photos.slice(0, 1)),
    listCopy(ctx, launchId),
    listFilms(ctx, launchId),
    listCaptions(ctx, launchId),
    listThumbnails(ctx, launchId),
    listKits(ctx, launchId),
    listPosts(ctx, { subjectId: launchId }),
    listReviewItems(ctx, { subjectId: launchId }),
    listEvidence(ctx, launchId),
  ]);
  const shopCopy = copy.find(({ channel, language }) => channel === 'shop' && language === row.languages[0]);
  return {
    launchId,
    status: row.status,
    name: row.name,
    notes: row.notes,
    price: { amount: row.price, currency: row.currency },
    languages: row.languages,
    seconds: row.seconds,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    failure: row.failure,
    photo: pictures.get(photos[0] ?? '') ?? null,
    product:
      row.product_id && row.product_slug
        ? {
            id: row.product_id,
            slug: row.product_slug,
            url: `${ctx.shopUrl}p/${row.product_slug}`,
            title: row.name,
            description: shopCopy?.description ?? '',
          }
        : null,
    copy: inOrder(copy, row.languages).map((text) => ({
      ...text,
      limits: TEXT_CHANNELS.find(({ id }) => id === text.channel)?.text ?? {},
    })),
    videos: videos.map(({ path, url, bytes, details }) => ({
      ...details,
      path,
      url,
      bytes,
      posterUrl: thumbnails.find((thumbnail) => thumbnail.details.shape === details.shape)?.url ?? null,
    })),
    captions: captions.map(({ path, url, details }) => ({ ...details, path, url })),
    thumbnails: thumbnails.map(({ path, url, details }) => ({ ...details, path, url })),
    kits: kits.map(({ folder, ...kit }) => ({ ...kit, path: folder })),
    posts: posts.map(({ id, channel, state, scheduledFor, timeZone }) => ({ id, channel, state, scheduledFor, timeZone })),
    steps,
    review,
    evidence: evidence.map((entry) => ({ ...entry, cost: toPrice([entry.cost]) })),
    cost: toPrice(evidence.map(({ cost }) => cost)),
  };
}

/** The launch's first language first, and the channels as pages list them, the shop before all. */
function inOrder<T extends { channel: string; language: string }>(texts: readonly T[], languages: readonly string[]): T[] {
  const rank = (text: T) => languages.indexOf(text.language) * 100 + TEXT_CHANNELS.findIndex(({ id }) => id === text.channel);
  return texts.toSorted((one, other) => rank(one) - rank(other));
}

async function readLaunch(ctx: Ctx, launchId: string) {
  const row = await ctx.db
    .selectFrom('launch')
    .selectAll()
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', launchId)
    .executeTakeFirst();
  if (!row) throw new BottegaError('not_found', 'This shop has no such launch.');
  return row;
}

const readSteps = (ctx: Ctx, launchId: string): Promise<StepView[]> =>
  ctx.db
    .selectFrom('launch_step')
    .select(['name', 'state', 'provider', 'ms', 'progress', 'note'])
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute();

async function readPhotoIds(ctx: Ctx, launchId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('launch_photo')
    .select('picture_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute();
  return rows.map(({ picture_id }) => picture_id);
}

/** Costs are added up exactly and shown in hundredths, rounded up: nothing that cost something is shown as free. */
function toPrice(costs: readonly Cost[]): Price {
  const micros = costs.reduce((sum, cost) => sum + cost.micros, 0);
  return { amount: (Math.ceil(micros / 10_000) / 100).toFixed(2), currency: costs[0]?.currency ?? 'USD' };
}

import type { Cost } from '@bottega/contracts';
import { listKits, listPosts } from '#channels';
import { getProduct } from '#commerce';
import { authorise, type Ctx, listEvidence, listReviewItems, loadPictures, may } from '#platform';
import { type KeptCopy, listCaptions, listCopy, listFilms, listStories, listThumbnails, photoOfScene, rolesOf } from '#studio';
import { TEXT_CHANNELS } from '../steps/facts.ts';
import type { LaunchCopy, LaunchView, Price, RemakeView, StepView } from './launch.ts';
import { movesFrom } from './launch-states.ts';
import { type LaunchRow, readLaunch, readPhotoIds, readScenePhotos } from './launches.store.ts';

/** Everything about one launch. @throws BottegaError not_found */
export async function getLaunch(ctx: Ctx, input: { launchId: string }): Promise<LaunchView> {
  authorise(ctx, 'launches.read');
  const { launchId } = input;
  const row = await readLaunch(ctx, launchId);
  const [copy, stories, product, made, told, steps, remakes] = await Promise.all([
    listCopy(ctx, launchId),
    readStories(ctx, row),
    readProduct(ctx, row),
    readMade(ctx, launchId),
    readTold(ctx, launchId),
    readSteps(ctx, launchId),
    readRemakes(ctx, launchId),
  ]);
  const shopCopy = copy.find(({ channel, language }) => channel === 'shop' && language === row.languages[0]);
  return {
    launchId,
    status: row.status,
    moves: movesFrom(row.status),
    approval: row.approval,
    decision: row.decided_by && row.decided_at ? { by: row.decided_by, at: row.decided_at, reason: row.decision_reason ?? '' } : null,
    ...{ name: row.name, notes: row.notes, price: { amount: row.price, currency: row.currency } },
    ...{ languages: row.languages, seconds: row.seconds, createdAt: row.created_at, finishedAt: row.finished_at, failure: row.failure },
    photo: stories.photos[0] ?? null,
    photos: stories.photos,
    product: product && { ...product, description: shopCopy?.description ?? '' },
    copy: inOrder(copy, row.languages).map(toLaunchCopy),
    stories: stories.stories,
    ...made,
    steps,
    remakes,
    ...told,
    cost: chooseCost(told.costs, ctx.shop.currency),
  };
}

/** What pages and kits are made of, as files. */
async function readMade(ctx: Ctx, launchId: string): Promise<Pick<LaunchView, 'videos' | 'captions' | 'thumbnails' | 'kits' | 'posts'>> {
  const [videos, captions, thumbnails, kits, posts] = await Promise.all([
    listFilms(ctx, launchId),
    listCaptions(ctx, launchId),
    listThumbnails(ctx, launchId),
    listKits(ctx, launchId),
    listPosts(ctx, { subjectId: launchId }),
  ]);
  return {
    videos: videos.map(({ path, url, bytes, details }) => ({
      ...details,
      ...{ path, url, bytes },
      posterUrl: thumbnails.find((thumbnail) => thumbnail.details.shape === details.shape)?.url ?? null,
    })),
    captions: captions.map(({ path, url, details }) => ({ ...details, path, url })),
    thumbnails: thumbnails.map(({ path, url, details }) => ({ ...details, path, url })),
    kits: kits.map(({ folder, ...kit }) => ({ ...kit, path: folder })),
    posts: posts.map(({ id, channel, state, scheduledFor, timeZone }) => ({ id, channel, state, scheduledFor, timeZone })),
  };
}

/** What was found in it, and whose work it is at what cost. */
async function readTold(ctx: Ctx, launchId: string): Promise<Pick<LaunchView, 'review' | 'evidence' | 'costs'>> {
  const [review, evidence] = await Promise.all([listReviewItems(ctx, { subjectId: launchId }), listEvidence(ctx, launchId)]);
  return {
    review,
    evidence: evidence.map((entry) => ({ ...entry, cost: toPrice(entry.cost) })),
    costs: addUp(evidence.map(({ cost }) => cost)),
  };
}

/** The texts of the film with the photo that each scene shows. */
async function readStories(ctx: Ctx, { id, languages }: LaunchRow): Promise<Pick<LaunchView, 'stories' | 'photos'>> {
  const [stories, pictureIds, scenePhotos] = await Promise.all([listStories(ctx, id), readPhotoIds(ctx, id), readScenePhotos(ctx, id)]);
  const pictures = await loadPictures(ctx, pictureIds);
  const roles = rolesOf(stories);
  return {
    photos: pictureIds.flatMap((pictureId) => pictures.get(pictureId) ?? []),
    stories: stories
      .toSorted((one, other) => languages.indexOf(one.language) - languages.indexOf(other.language))
      .map(({ language, version, scenes }) => ({
        ...{ language, version },
        scenes: scenes.map(({ role, narration, caption, card }) => ({
          ...{ role, narration, caption: caption ?? narration, card },
          pictureId: photoOfScene(role, { roles, pictureIds, scenePhotos }),
        })),
      })),
  };
}

/** Where its product stands; who may not read products is told the address alone. */
async function readProduct(ctx: Ctx, { product_id: id, product_slug: slug, name }: LaunchRow) {
  if (!id || !slug) return null;
  const product = may(ctx.actor, 'products.read') ? await getProduct(ctx, { id }) : null;
  return { id, status: product?.status ?? null, slug, url: `${ctx.shopUrl}p/${slug}`, title: product?.title ?? name };
}

const toLaunchCopy = ({ shown: _, ...text }: KeptCopy): LaunchCopy => ({
  ...text,
  limits: TEXT_CHANNELS.find(({ id }) => id === text.channel)?.text ?? {},
});

/** The launch's first language first, and the channels as pages list them, the shop before all. */
function inOrder<T extends { channel: string; language: string }>(texts: readonly T[], languages: readonly string[]): T[] {
  const rank = (text: T) => languages.indexOf(text.language) * 100 + TEXT_CHANNELS.findIndex(({ id }) => id === text.channel);
  return texts.toSorted((one, other) => rank(one) - rank(other));
}

const readSteps = (ctx: Ctx, launchId: string): Promise<StepView[]> =>
  ctx.db
    .selectFrom('launch_step')
    .select(['name', 'state', 'provider', 'ms', 'progress', 'note'])
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute();

const readRemakes = (ctx: Ctx, launchId: string): Promise<RemakeView[]> =>
  ctx.db
    .selectFrom('launch_remake')
    .select(['id', 'parts', 'steps', 'reason', 'created_at as createdAt'])
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();

/** Costs are added up exactly, each currency for itself: an amount of one is none of another. */
function addUp(costs: readonly Cost[]): Price[] {
  const byCurrency = Map.groupBy(costs, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, parts]) => toPrice({ currency, micros: parts.reduce((sum, { micros }) => sum + micros, 0) }))
    .sort((one, other) => one.currency.localeCompare(other.currency));
}

/** Shown in hundredths, rounded up: nothing that cost something is shown as free. */
const toPrice = ({ micros, currency }: Cost): Price => ({ amount: (Math.ceil(micros / 10_000) / 100).toFixed(2), currency });

/** The one amount for a line: in the shop's currency if something was paid in it, else in the first in which something was. */
const chooseCost = (costs: readonly Price[], currency: string): Price =>
  [
    costs.find((cost) => cost.currency === currency && Number(cost.amount) > 0),
    costs.find(({ amount }) => Number(amount) > 0),
    costs[0],
  ].find((cost) => cost !== undefined) ?? { amount: '0.00', currency: 'USD' };

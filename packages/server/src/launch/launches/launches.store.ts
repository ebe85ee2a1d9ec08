import { BottegaError, type Ctx, notifyChanged, toBottegaError } from '#platform';
import type { LaunchBrief, LaunchStatus } from './launch.ts';

/** What the steps work from. @throws BottegaError not_found */
export async function getLaunchBrief(ctx: Ctx, launchId: string): Promise<LaunchBrief> {
  const [row, photos] = await Promise.all([
    ctx.db.selectFrom('launch').selectAll().where('shop_id', '=', ctx.shop.id).where('id', '=', launchId).executeTakeFirst(),
    ctx.db
      .selectFrom('launch_photo')
      .select('picture_id')
      .where('shop_id', '=', ctx.shop.id)
      .where('launch_id', '=', launchId)
      .orderBy('position')
      .execute(),
  ]);
  if (!row) throw new BottegaError('not_found', 'This shop has no such launch.');
  return {
    id: row.id,
    name: row.name,
    notes: row.notes,
    price: { amount: row.price, currency: row.currency },
    category: row.category,
    languages: row.languages,
    seconds: row.seconds,
    stock: row.stock,
    seed: row.seed,
    pictureIds: photos.map(({ picture_id }) => picture_id),
    createdAt: row.created_at,
  };
}

export async function setStatus(ctx: Ctx, launchId: string, status: LaunchStatus): Promise<void> {
  const finished_at = status === 'running' ? null : ctx.clock.now().toString();
  await updateLaunch(ctx, launchId, { status, finished_at });
}

export const setProduct = (ctx: Ctx, launchId: string, product: { id: string; slug: string }): Promise<void> =>
  updateLaunch(ctx, launchId, { product_id: product.id, product_slug: product.slug });

/** Writes down why a launch stopped, in the words of the error catalogue. */
export async function setFailed(ctx: Ctx, launchId: string, error: unknown): Promise<void> {
  const { code, message } = toBottegaError(error);
  const detail = code === 'internal' ? `It stopped unexpectedly; the log has more under ${ctx.requestId}.` : message;
  const finished_at = ctx.clock.now().toString();
  await updateLaunch(ctx, launchId, { status: 'failed', failure: JSON.stringify({ code, detail }), finished_at });
}

type LaunchChange = { status?: LaunchStatus; finished_at?: string | null; product_id?: string; product_slug?: string; failure?: string };

async function updateLaunch(ctx: Ctx, launchId: string, change: LaunchChange): Promise<void> {
  await ctx.db.updateTable('launch').set(change).where('shop_id', '=', ctx.shop.id).where('id', '=', launchId).execute();
  await notifyChanged(ctx, launchId);
}

import { authorise, type Ctx, loadPictures, type Page } from '#platform';
import { type LaunchSummary, STEPS } from './launch.ts';
import type { LaunchStatus } from './launch-states.ts';

/** The launches of the shop, newest first. `cursor` is the last id of the page before. */
export async function listLaunches(
  ctx: Ctx,
  input: { cursor?: string; limit?: number; status?: readonly LaunchStatus[] } = {},
): Promise<Page<LaunchSummary>> {
  authorise(ctx, 'launches.read');
  const limit = Math.min(100, Math.max(1, input.limit ?? 20));
  let query = ctx.db
    .selectFrom('launch')
    .leftJoin('launch_photo', (join) =>
      join
        .onRef('launch_photo.shop_id', '=', 'launch.shop_id')
        .onRef('launch_photo.launch_id', '=', 'launch.id')
        .on('launch_photo.position', '=', 0),
    )
    .select(['launch.id', 'launch.status', 'launch.name', 'launch.created_at', 'launch.finished_at', 'launch.product_slug'])
    .select('launch_photo.picture_id')
    .select((of) =>
      of
        .selectFrom('launch_step')
        .select((step) => step.fn.sum<number>('progress').as('done'))
        .whereRef('launch_step.shop_id', '=', 'launch.shop_id')
        .whereRef('launch_step.launch_id', '=', 'launch.id')
        .as('done'),
    )
    .where('launch.shop_id', '=', ctx.shop.id);
  if (input.cursor) query = query.where('launch.id', '<', input.cursor); // ids are UUIDv7: later ones are greater
  if (input.status) query = query.where('launch.status', 'in', [...input.status]);
  const rows = await query
    .orderBy('launch.id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const pictures = await loadPictures(
    ctx,
    shown.flatMap(({ picture_id }) => (picture_id ? [picture_id] : [])),
  );
  return {
    items: shown.map((row) => ({
      launchId: row.id,
      status: row.status,
      name: row.name,
      createdAt: row.created_at,
      finishedAt: row.finished_at,
      progress: row.status === 'completed' ? 1 : (row.done ?? 0) / STEPS.length,
      photo: pictures.get(row.picture_id ?? '') ?? null,
      product: row.product_slug ? { slug: row.product_slug, title: row.name } : null,
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

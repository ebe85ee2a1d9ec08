import type { SceneRole } from '@bottega/contracts';
import { appendAudit, appendEvent, actorName, BottegaError, type Ctx, notifyChanged, toBottegaError } from '#platform';
import type { LaunchBrief } from './launch.ts';
import { LAUNCH_MOVES, type LaunchMove, type LaunchStatus, mayMove } from './launch-states.ts';

export const noSuchLaunch = (): BottegaError => new BottegaError('not_found', 'This shop has no such launch.');

const isId = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** The row of a launch. @throws BottegaError not_found */
export async function readLaunch(ctx: Ctx, launchId: string) {
  if (!isId(launchId)) throw noSuchLaunch();
  const row = await ctx.db
    .selectFrom('launch')
    .selectAll()
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', launchId)
    .executeTakeFirst();
  if (!row) throw noSuchLaunch();
  return row;
}
export type LaunchRow = Awaited<ReturnType<typeof readLaunch>>;

/** Its photos in order, the main one first. */
export async function readPhotoIds(ctx: Ctx, launchId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('launch_photo')
    .select('picture_id')
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute();
  return rows.map(({ picture_id }) => picture_id);
}

/** The photos that a person chose for scenes. */
export async function readScenePhotos(ctx: Ctx, launchId: string): Promise<Partial<Record<SceneRole, string>>> {
  const rows = await ctx.db
    .selectFrom('launch_scene')
    .select(['scene', 'picture_id'])
    .where('shop_id', '=', ctx.shop.id)
    .where('launch_id', '=', launchId)
    .execute();
  return Object.fromEntries(rows.map(({ scene, picture_id }) => [scene, picture_id]));
}

/** What the steps work from. @throws BottegaError not_found */
export async function getLaunchBrief(ctx: Ctx, launchId: string): Promise<LaunchBrief> {
  const [row, pictureIds, scenePhotos] = await Promise.all([
    readLaunch(ctx, launchId),
    readPhotoIds(ctx, launchId),
    readScenePhotos(ctx, launchId),
  ]);
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
    pictureIds,
    scenePhotos,
    approval: row.approval,
    createdAt: row.created_at,
  };
}

/**
 * Makes a move of the state table in the caller's transaction, with its event and its audit entry; two that move at once come one
 * after the other.
 * @throws BottegaError not_found, conflict when the launch does not stand where the move begins.
 */
export async function moveLaunch(
  tx: Ctx,
  launchId: string,
  move: LaunchMove,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<LaunchRow> {
  const row = await lockLaunch(tx, launchId);
  if (!mayMove(row.status, move)) throw new BottegaError('conflict', `This launch is ${row.status}: it cannot be asked to ${move} now.`);
  const { to, event } = LAUNCH_MOVES[move];
  const now = tx.clock.now().toString();
  const decided = { decided_by: actorName(tx.actor), decided_at: now, decision_reason: String(detail.reason ?? '') };
  await changeLaunch(tx, launchId, {
    status: to,
    failure: null,
    finished_at: to === 'queued' ? null : now,
    ...(move === 'approve' || move === 'reject' ? decided : {}),
  });
  await appendEvent(tx, { type: event, subjectId: launchId, payload: { name: row.name, ...detail } });
  await appendAudit(tx, { action: `launch.${move}`, subjectId: launchId, detail: { name: row.name, ...detail } });
  return row;
}

/** Reads a launch and holds it until the transaction ends. @throws BottegaError not_found */
export async function lockLaunch(tx: Ctx, launchId: string): Promise<LaunchRow> {
  const row = await readLaunch(tx, launchId);
  const locked = await tx.db
    .selectFrom('launch')
    .selectAll()
    .where('shop_id', '=', tx.shop.id)
    .where('id', '=', row.id)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) throw noSuchLaunch();
  return locked;
}

type LaunchChange = {
  status?: LaunchStatus;
  finished_at?: string | null;
  product_id?: string;
  product_slug?: string;
  failure?: string | null;
  run_id?: string;
  decided_by?: string;
  decided_at?: string;
  decision_reason?: string;
};

export async function changeLaunch(ctx: Ctx, launchId: string, change: LaunchChange): Promise<void> {
  await ctx.db.updateTable('launch').set(change).where('shop_id', '=', ctx.shop.id).where('id', '=', launchId).execute();
  await notifyChanged(ctx, launchId);
}

/** Why a launch stopped, in the words of the error catalogue, as the row keeps it. */
export function failureOf(ctx: Ctx, error: unknown): string {
  const { code, message } = toBottegaError(error);
  const detail = code === 'internal' ? `It stopped unexpectedly; the log has more under ${ctx.requestId}.` : message;
  return JSON.stringify({ code, detail });
}

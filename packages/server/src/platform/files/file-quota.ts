import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { authorise, type Ctx } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';

/** The most that one shop may keep. */
export type FileQuota = { readonly bytes: number; readonly files: number };

/** What a shop keeps, what is announced and still on its way included. */
export type FileUsage = { readonly bytes: number; readonly files: number; readonly most: FileQuota };

const MEGABYTE = 1024 * 1024;

export const quotaOf = ({ quotaMegabytes, quotaFiles }: Pick<Config, 'quotaMegabytes' | 'quotaFiles'>): FileQuota => ({
  bytes: quotaMegabytes * MEGABYTE,
  files: quotaFiles,
});

/** How much the shop keeps, and how much it may. */
export async function getFileUsage(ctx: Ctx): Promise<FileUsage> {
  authorise(ctx, 'files.read');
  return { ...(await readUsage(ctx)), most: ctx.quota };
}

/**
 * Refuses what would be too much, before a byte of it is taken.
 * @throws BottegaError quota_exceeded, disk_full.
 */
export async function requireRoom(ctx: Ctx, bytes: number): Promise<void> {
  await ctx.space.require(bytes);
  const used = await readUsage(ctx);
  if (used.files >= ctx.quota.files) throw refuse(`It keeps ${used.files} files already, and may keep ${ctx.quota.files}.`);
  if (used.bytes + bytes > ctx.quota.bytes) {
    throw refuse(`It keeps ${inMegabytes(used.bytes)} of ${inMegabytes(ctx.quota.bytes)}, and this is ${inMegabytes(bytes)} more.`);
  }
}

async function readUsage(ctx: Ctx): Promise<{ bytes: number; files: number }> {
  const { rows } = await sql<{ bytes: number; files: number }>`
    select coalesce(sum(bytes), 0)::bigint as bytes, count(*)::bigint as files from (
      select bytes from file where shop_id = ${ctx.shop.id}
      union all
      select bytes from file_upload where shop_id = ${ctx.shop.id} and expires_at > ${ctx.clock.now().toString()}::timestamptz) as kept
  `.execute(ctx.db);
  return { bytes: Number(rows[0]?.bytes ?? 0), files: Number(rows[0]?.files ?? 0) };
}

const refuse = (detail: string): BottegaError => new BottegaError('quota_exceeded', detail);
const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

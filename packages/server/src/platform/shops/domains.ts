import { randomBytes } from 'node:crypto';
import { authorise, type Ctx, inTransaction } from '../context.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { readInput, refuseField } from '../errors/input-error.ts';
import { appendAudit } from '../events/append.ts';
import { notifyChanged } from '../events/notices.ts';
import { hostSchema, recordOf, type ShopDomain } from './domain.ts';
import { SHOPS } from './shop-directory.ts';
import { z } from '@hono/zod-openapi';
import './tables.ts';

const MOST_DOMAINS = 20;

export const addDomainSchema = z.object({ host: hostSchema.openapi({ type: 'string', example: 'shop.fornace.com' }) });

/** The shop's own hosts, verified or waiting for it. @throws BottegaError forbidden, unauthenticated */
export async function listDomains(ctx: Ctx): Promise<ShopDomain[]> {
  authorise(ctx, 'shop.read');
  const rows = await selectDomains(ctx).orderBy('created_at').execute();
  return rows.map(toDomain);
}

/**
 * Takes a host in. It leads to the shop once it is verified. Adding it again finds it as it is.
 * @throws BottegaError invalid_input, forbidden, unauthenticated
 */
export async function addDomain(ctx: Ctx, input: z.input<typeof addDomainSchema>): Promise<ShopDomain> {
  authorise(ctx, 'shop.write');
  const { host } = readInput(addDomainSchema, input);
  return inTransaction(ctx, async (ctx) => {
    if ((await listDomains(ctx)).length >= MOST_DOMAINS) refuseField('host', `A shop has at most ${MOST_DOMAINS} domains.`);
    const added = await ctx.db
      .insertInto('shop_domain')
      .values({ shop_id: ctx.shop.id, host, challenge: randomBytes(16).toString('hex'), verified_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('host')
      .executeTakeFirst();
    if (added) await appendAudit(ctx, { action: 'domain.add', subjectId: ctx.shop.id, detail: { host } });
    return getDomain(ctx, host);
  });
}

/**
 * Looks for the record in the DNS; when it is there, the host leads to the shop within two seconds, in every process.
 * @throws BottegaError not_found, domain_not_verified, conflict where another shop has the host, dns_away, forbidden
 */
export async function verifyDomain(ctx: Ctx, input: { readonly host: string }): Promise<ShopDomain> {
  authorise(ctx, 'shop.write');
  const { host, record, state } = await getDomain(ctx, input.host);
  if (state === 'verified') return getDomain(ctx, host);
  const found = await ctx.readTxt(record.name);
  if (!found.includes(record.value)) {
    const instead = found.length > 0 ? ` It holds: ${found.join(', ').slice(0, 300)}.` : '';
    throw new BottegaError('domain_not_verified', `The TXT record ${record.name} does not hold ${record.value} yet.${instead}`);
  }
  return inTransaction(ctx, async (ctx) => {
    await settle(ctx, host);
    await appendAudit(ctx, { action: 'domain.verify', subjectId: ctx.shop.id, detail: { host } });
    await notifyChanged(ctx, SHOPS);
    return getDomain(ctx, host);
  });
}

async function settle(ctx: Ctx, host: string): Promise<void> {
  try {
    await ctx.db
      .updateTable('shop_domain')
      .set({ verified_at: ctx.clock.now().toString() })
      .where('shop_id', '=', ctx.shop.id)
      .where('host', '=', host)
      .execute();
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new BottegaError('conflict', `${host} leads to another shop here. It must be taken away there first.`, { cause: error });
  }
}

/** Takes a host away: it leads nowhere within two seconds. @throws BottegaError not_found, forbidden, unauthenticated */
export async function removeDomain(ctx: Ctx, input: { readonly host: string }): Promise<void> {
  authorise(ctx, 'shop.write');
  const { host } = await getDomain(ctx, input.host);
  await inTransaction(ctx, async (ctx) => {
    await ctx.db.deleteFrom('shop_domain').where('shop_id', '=', ctx.shop.id).where('host', '=', host).execute();
    await appendAudit(ctx, { action: 'domain.remove', subjectId: ctx.shop.id, detail: { host } });
    await notifyChanged(ctx, SHOPS);
  });
}

async function getDomain(ctx: Ctx, host: string): Promise<ShopDomain> {
  const row = await selectDomains(ctx).where('host', '=', host.toLowerCase()).executeTakeFirst();
  if (!row) throw new BottegaError('not_found', 'This shop has no such domain.');
  return toDomain(row);
}

const selectDomains = (ctx: Ctx) =>
  ctx.db.selectFrom('shop_domain').select(['host', 'challenge', 'verified_at']).where('shop_id', '=', ctx.shop.id);

const toDomain = (row: { host: string; challenge: string; verified_at: string | null }): ShopDomain => ({
  host: row.host,
  state: row.verified_at === null ? 'waiting' : 'verified',
  verifiedAt: row.verified_at,
  record: recordOf(row.host, row.challenge),
});

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '#platform';
import type { PromotionFacts } from '../quotes/promotion-rules.ts';
import type { Terms } from '../terms/terms.ts';
import { type Asking, codeSchema, type NotOpenReason, type PromotionTerms, type PromotionUse, whyNotOpen, whyUsedUp } from './promotion.ts';

/** A buyer as limits know them: a hash, so that nobody's mail stands beside a promotion. */
export const buyerHash = (ctx: Ctx, email: string): Buffer =>
  createHash('sha256').update(`${ctx.shop.id}:${email.trim().toLowerCase()}`).digest();

export type PromotionAsking = Omit<Asking, 'code'> & { readonly codes: readonly string[]; readonly email: string | null };

type CodeRow = { code: string; promotion_id: string; usage_limit: number | null; uses: number };

export type OpenPromotions = {
  readonly open: readonly PromotionFacts[];
  readonly closed: readonly { readonly id: string; readonly reason: NotOpenReason }[];
  /** The codes among those given that the shop has, in the order in which they were given. */
  readonly codes: readonly CodeRow[];
};

/** The promotions that are open to whoever asks, in their order, and why each of the others is not. */
export async function findOpenPromotions(ctx: Ctx, terms: Terms, asking: PromotionAsking): Promise<OpenPromotions> {
  const codes = await readCodes(ctx, asking.codes);
  const closed: { id: string; reason: NotOpenReason }[] = [];
  const candidates: { promotion: PromotionTerms; code: CodeRow | undefined }[] = [];
  for (const promotion of terms.promotions) {
    const code = codes.find((row) => row.promotion_id === promotion.id);
    const reason = whyNotOpen(promotion, { ...asking, code: code?.code ?? null });
    if (reason) closed.push({ id: promotion.id, reason });
    else candidates.push({ promotion, code: promotion.needsCode ? code : undefined });
  }
  const limited = candidates.filter(({ promotion }) => isLimited(promotion)).map(({ promotion }) => promotion.id);
  const uses = await readUses(ctx, limited, asking.email);
  const open: PromotionFacts[] = [];
  for (const { promotion, code } of candidates) {
    const codeIsUsedUp = code !== undefined && code.usage_limit !== null && code.uses >= code.usage_limit;
    const reason = whyUsedUp(promotion, { ...(uses.get(promotion.id) ?? UNUSED), codeIsUsedUp });
    if (reason) closed.push({ id: promotion.id, reason });
    else open.push(toFacts(promotion, code?.code ?? null));
  }
  return { open, closed, codes };
}

const UNUSED = { uses: 0, usesOfBuyer: 0, hasOrdered: false };

const isLimited = ({ usageLimit, perBuyer, firstOrder }: PromotionTerms): boolean => usageLimit !== null || perBuyer !== null || firstOrder;

const toFacts = ({ id, name, effect, on, least, exclusive }: PromotionTerms, code: string | null): PromotionFacts => ({
  ...{ id, code, name, effect, on, least, exclusive },
});

/** The codes among these that the shop has; in the order in which they were given. */
export async function readCodes(ctx: Ctx, given: readonly string[]): Promise<CodeRow[]> {
  const codes = given.flatMap((code) => codeSchema.safeParse(code).data ?? []);
  if (codes.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('promotion_code')
    .select(['code', 'promotion_id', 'usage_limit', 'uses'])
    .where('shop_id', '=', ctx.shop.id)
    .where('code', 'in', codes)
    .execute();
  return rows.sort((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}

/** Whether there is an order of that mail that stands. */
export const hasOrdered = (email: string) =>
  sql<boolean>`exists (select from orders where orders.shop_id = current_shop() and lower(orders.email) = ${email.trim().toLowerCase()}
    and orders.state <> 'cancelled')`;

async function readUses(ctx: Ctx, ids: readonly string[], email: string | null): Promise<Map<string, Omit<PromotionUse, 'codeIsUsedUp'>>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('promotion')
    .leftJoin('promotion_buyer', (join) =>
      join
        .onRef('promotion_buyer.shop_id', '=', 'promotion.shop_id')
        .onRef('promotion_buyer.promotion_id', '=', 'promotion.id')
        .on('promotion_buyer.buyer', '=', buyerHash(ctx, email ?? '')),
    )
    .select(['promotion.id', 'promotion.uses', 'promotion_buyer.uses as usesOfBuyer'])
    .select(hasOrdered(email ?? '').as('hasOrdered'))
    .where('promotion.shop_id', '=', ctx.shop.id)
    .where('promotion.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, usesOfBuyer: row.usesOfBuyer ?? 0 }]));
}

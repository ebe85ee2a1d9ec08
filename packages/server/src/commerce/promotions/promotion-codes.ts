import { randomInt } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import {
  appendAudit,
  authorise,
  BottegaError,
  type Ctx,
  inTransaction,
  type Page,
  pageInputSchema,
  readInput,
  refuseField,
} from '#platform';
import { codeSchema, type PromotionCodeView } from './promotion.ts';
import { findPromotion } from './promotion.store.ts';

const MOST_AT_ONCE = 500;

const usageLimit = z
  .int()
  .min(1)
  .max(1_000_000_000)
  .nullable()
  .default(null)
  .openapi({ description: 'Orders with each of these codes; null: no limit but that of the promotion.' });

export const newCodesSchema = z
  .union([
    z.strictObject({
      codes: z.array(codeSchema).min(1, 'Give at least one code.').max(MOST_AT_ONCE, `Give at most ${MOST_AT_ONCE} codes at once.`),
      usageLimit,
    }),
    z.strictObject({
      count: z.int().min(1).max(MOST_AT_ONCE, `Make at most ${MOST_AT_ONCE} codes at once.`),
      prefix: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^([A-Z0-9][A-Z0-9_-]{0,19})?$/, 'A prefix has at most 20 letters, digits, - or _.')
        .default(''),
      usageLimit,
    }),
  ])
  .openapi('NewPromotionCodes', {
    description: 'Codes of your own, or so many made by chance, each such as SPRING-7K2M4XQB.',
    example: { codes: ['SPRING10'], usageLimit: null },
  });

export const listCodesSchema = pageInputSchema.extend({
  cursor: codeSchema.optional().openapi({ description: 'The `next` of the page before.' }),
});

/** No I, L, O, U: nobody confuses what is left, and it spells no words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const randomCode = (prefix: string): string =>
  `${prefix}${prefix === '' ? '' : '-'}${Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;

/** Adds codes to a promotion that needs one. @throws BottegaError forbidden, not_found, invalid_input, conflict */
export async function addPromotionCodes(
  ctx: Ctx,
  { id, ...input }: z.input<typeof newCodesSchema> & { id: string },
): Promise<PromotionCodeView[]> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(newCodesSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const promotion = await findPromotion(ctx, id);
    if (!promotion.needsCode) throw new BottegaError('conflict', 'This promotion works by itself: let it need a code first.');
    const codes = 'codes' in wanted ? [...new Set(wanted.codes)] : Array.from({ length: wanted.count }, () => randomCode(wanted.prefix));
    const rows = await ctx.db
      .insertInto('promotion_code')
      .values(
        codes.map((code) => ({
          ...{ shop_id: ctx.shop.id, code, promotion_id: id, usage_limit: wanted.usageLimit, created_at: ctx.clock.now().toString() },
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning(['code', 'usage_limit', 'uses', 'created_at'])
      .execute();
    const taken = codes.findIndex((code) => !rows.some((row) => row.code === code));
    if (taken >= 0) refuseField('codes' in wanted ? `codes.${taken}` : 'count', `The code ${codes[taken]} is taken: choose another.`);
    await appendAudit(ctx, { action: 'promotion.codes', subjectId: id, detail: { count: rows.length, first: codes[0] } });
    return rows.map(toView);
  });
}

/** The codes of a promotion by the alphabet. @throws BottegaError forbidden, not_found, invalid_input */
export async function listPromotionCodes(
  ctx: Ctx,
  { id, ...input }: z.input<typeof listCodesSchema> & { id: string },
): Promise<Page<PromotionCodeView>> {
  authorise(ctx, 'pricing.read');
  const { cursor, limit } = readInput(listCodesSchema, input);
  await findPromotion(ctx, id);
  let query = ctx.db
    .selectFrom('promotion_code')
    .select(['code', 'usage_limit', 'uses', 'created_at'])
    .where('shop_id', '=', ctx.shop.id)
    .where('promotion_id', '=', id);
  if (cursor !== undefined) query = query.where('code', '>', cursor);
  const rows = await query
    .orderBy('code')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(toView);
  return { items, next: rows.length > limit ? (items.at(-1)?.code ?? null) : null };
}

/** Deletes a code; orders that have it keep their discount. @throws BottegaError forbidden, not_found */
export async function deletePromotionCode(ctx: Ctx, { id, code }: { id: string; code: string }): Promise<void> {
  authorise(ctx, 'pricing.write');
  await findPromotion(ctx, id);
  await inTransaction(ctx, async (ctx) => {
    const removed = await ctx.db
      .deleteFrom('promotion_code')
      .where('shop_id', '=', ctx.shop.id)
      .where('promotion_id', '=', id)
      .where('code', '=', code.trim().toUpperCase())
      .returning('code')
      .executeTakeFirst();
    if (!removed) throw new BottegaError('not_found', 'This promotion has no such code.');
    await appendAudit(ctx, { action: 'promotion.code_delete', subjectId: id, detail: { code: removed.code } });
  });
}

const toView = (row: { code: string; usage_limit: number | null; uses: number; created_at: string }): PromotionCodeView => ({
  ...{ code: row.code, usageLimit: row.usage_limit, uses: row.usage_limit === null ? null : row.uses, createdAt: row.created_at },
});

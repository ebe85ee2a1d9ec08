import { appendAudit, appendEvent, authorise, type Ctx, inTransaction, readInput } from '#platform';
import { z } from '@hono/zod-openapi';
import { idSchema, languageSchema } from '../words.ts';
import { lockProduct } from './product.store.ts';
import { writeDocuments } from './read-model/write-documents.ts';

const presentedText = z.object({
  language: languageSchema,
  /** Left out, the title stays. */
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(5_000),
  seoTitle: z.string().trim().max(200),
  seoDescription: z.string().trim().max(500),
  altText: z.string().trim().max(500),
});

const presentProductSchema = z.object({
  productId: idSchema,
  texts: z.array(presentedText),
  /** The language whose words stand for the shop's own language where they were not written in that. */
  firstLanguage: languageSchema,
  pictures: z.array(z.object({ pictureId: idSchema, altText: z.string().max(500) })),
});
export type PresentProduct = z.input<typeof presentProductSchema>;

/**
 * Gives a product other words, and the pictures that it lacks behind those that it has. Texts that are not given stay.
 * @throws BottegaError not_found, invalid_input, forbidden
 */
export async function presentProduct(ctx: Ctx, input: PresentProduct): Promise<void> {
  authorise(ctx, 'products.write');
  const { productId, texts, firstLanguage, pictures } = readInput(presentProductSchema, input);
  await inTransaction(ctx, async (tx) => {
    const { main_language: main } = await lockProduct(tx, productId);
    const known = await languagesOf(tx, productId);
    const isMainOwn = texts.some(({ language }) => language === main);
    for (const text of texts) {
      if (known.includes(text.language)) await replaceText(tx, productId, text.language, text);
      if (text.language === firstLanguage && !isMainOwn && text.language !== main) await replaceText(tx, productId, main, text);
    }
    const added = await addPictures(tx, productId, pictures);
    if (texts.length === 0 && added === 0) return;
    await writeDocuments(tx, [productId]);
    const detail = { changed: [...texts.map(({ language }) => `texts ${language}`), ...(added > 0 ? ['pictures'] : [])] };
    await appendEvent(tx, { type: 'product.updated', subjectId: productId, payload: detail });
    await appendAudit(tx, { action: 'product.present', subjectId: productId, detail });
  });
}

async function languagesOf(ctx: Ctx, productId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('product_text')
    .select('language')
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .execute();
  return rows.map(({ language }) => language);
}

async function replaceText(ctx: Ctx, productId: string, language: string, text: z.output<typeof presentedText>): Promise<void> {
  const { title, description, seoTitle, seoDescription, altText } = text;
  await ctx.db
    .updateTable('product_text')
    .set({
      ...(title === undefined ? {} : { title }),
      ...{ description, seo_title: seoTitle, seo_description: seoDescription, alt_text: altText },
    })
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .where('language', '=', language)
    .execute();
}

/** How many were not there yet. */
async function addPictures(ctx: Ctx, productId: string, pictures: z.output<typeof presentProductSchema>['pictures']): Promise<number> {
  const shown = await ctx.db
    .selectFrom('product_picture')
    .select(['picture_id', 'position'])
    .where('shop_id', '=', ctx.shop.id)
    .where('product_id', '=', productId)
    .execute();
  const fresh = pictures.filter(({ pictureId }) => !shown.some(({ picture_id }) => picture_id === pictureId));
  if (fresh.length === 0) return 0;
  const next = Math.max(-1, ...shown.map(({ position }) => position)) + 1;
  await ctx.db
    .insertInto('product_picture')
    .values(
      fresh.map(({ pictureId, altText }, index) => ({
        ...{ shop_id: ctx.shop.id, product_id: productId, position: next + index },
        ...{ picture_id: pictureId, alt_text: altText },
      })),
    )
    .execute();
  return fresh.length;
}

import type { ChannelCopy } from '@bottega/contracts';
import { sql } from 'kysely';
import type { Ctx } from '#platform';

/** A text as it is kept. `version` counts its changes; `shown` is the version that the product's page has, null for none. */
export type WrittenCopy = ChannelCopy & { readonly provider: string };
export type KeptCopy = WrittenCopy & { readonly version: number; readonly shown: number | null };

const toRow = (copy: WrittenCopy) => ({
  title: copy.title,
  description: copy.description,
  hashtags: [...copy.hashtags],
  tags: [...copy.tags],
  alt_text: copy.altText,
  seo_title: copy.seoTitle,
  seo_description: copy.seoDescription,
  provider: copy.provider,
});

/** Whether another text comes in: one that is written again as it was, after a crash, is no new version. */
const IS_OTHER = sql<boolean>`
  (copy_text.title, copy_text.description, copy_text.hashtags, copy_text.tags, copy_text.alt_text, copy_text.seo_title,
    copy_text.seo_description, copy_text.provider)
  is distinct from (excluded.title, excluded.description, excluded.hashtags, excluded.tags, excluded.alt_text, excluded.seo_title,
    excluded.seo_description, excluded.provider)`;

/** Keeps a text in place of the one before. */
export async function saveCopy(ctx: Ctx, subjectId: string, copy: WrittenCopy): Promise<void> {
  const texts = toRow(copy);
  await ctx.db
    .insertInto('copy_text')
    .values({ shop_id: ctx.shop.id, subject_id: subjectId, channel: copy.channel, language: copy.language, ...texts })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'subject_id', 'channel', 'language'])
        .doUpdateSet((of) => ({ ...texts, version: of('copy_text.version', '+', 1) }))
        .where(IS_OTHER),
    )
    .execute();
}

/** Keeps a text in place of the version that was read; false when another has been kept since. */
export async function replaceCopy(ctx: Ctx, subjectId: string, copy: WrittenCopy, version: number): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('copy_text')
    .set({ ...toRow(copy), version: version + 1 })
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .where('channel', '=', copy.channel)
    .where('language', '=', copy.language)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** All texts of a subject. */
export async function listCopy(ctx: Ctx, subjectId: string): Promise<KeptCopy[]> {
  return ctx.db
    .selectFrom('copy_text')
    .select([
      'channel',
      'language',
      'title',
      'description',
      'hashtags',
      'tags',
      'alt_text as altText',
      'seo_title as seoTitle',
      'seo_description as seoDescription',
      'provider',
      'version',
      'shown_version as shown',
    ])
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .orderBy('channel')
    .orderBy('language')
    .execute();
}

/** Says that the texts of a channel stand on the product's page as they are now. */
export async function markShown(ctx: Ctx, subjectId: string, channel: string): Promise<void> {
  await ctx.db
    .updateTable('copy_text')
    .set((of) => ({ shown_version: of.ref('version') }))
    .where('shop_id', '=', ctx.shop.id)
    .where('subject_id', '=', subjectId)
    .where('channel', '=', channel)
    .execute();
}

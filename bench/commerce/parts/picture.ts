import { giveFile, givePicture } from '../../../packages/server/src/commerce/testing/market.ts';
import type { Ctx } from '../../../packages/server/src/platform/context.ts';
import { PICTURE_FORMATS, PICTURE_USES, type PictureUse } from '../../../packages/server/src/platform/pictures/picture.ts';

/** A picture in every size and format that the shop makes, as a product of a real shop has it. */
export async function givePictureOfAllSizes(ctx: Ctx): Promise<string> {
  const pictureId = await givePicture(ctx);
  for (const use of Object.keys(PICTURE_USES) as PictureUse[]) {
    for (const format of PICTURE_FORMATS) {
      const size = { width: PICTURE_USES[use], height: (PICTURE_USES[use] * 3) / 4, use, format };
      await ctx.db
        .insertInto('picture_size')
        .values({ shop_id: ctx.shop.id, picture_id: pictureId, ...size, file_id: await giveFile(ctx, format) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
  return pictureId;
}

import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { queueMail } from './queue-mail.ts';

export const cases: WrongShopCases = {
  async plant({ owner, canary }) {
    const letter = { subject: canary, paragraphs: [canary] };
    await queueMail(owner, { key: canary, kind: 'order.placed', to: `${canary}@example.com`, locale: 'en', letter });
    const { id } = await owner.db
      .updateTable('mail')
      .set({ state: 'failed' })
      .where('shop_id', '=', owner.shop.id)
      .returning('id')
      .executeTakeFirstOrThrow();
    return { mail: id };
  },
};

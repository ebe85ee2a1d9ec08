import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { newId } from '../context.ts';

export const cases: WrongShopCases = {
  async plant({ owner, staff, canary }) {
    const notification = newId();
    await owner.db
      .insertInto('notification')
      .values({
        ...{ shop_id: owner.shop.id, id: notification, user_id: staff.id, kind: 'order.placed', event_id: newId(), subject_id: newId() },
        ...{ detail: JSON.stringify({ name: canary }), read_at: null },
      })
      .execute();
    return { notification };
  },
};

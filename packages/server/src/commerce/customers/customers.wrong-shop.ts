import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { ADDRESS } from '../testing/market.ts';
import { hashToken } from './session-token.ts';
import { newCustomer } from './testing/new-customer.ts';

const OWN = '/api/v1/customer-account';

export const cases: WrongShopCases = {
  async plant({ owner, canary }) {
    return newCustomer(owner, { name: canary, address: { ...ADDRESS, name: canary } });
  },
  async callers({ owner, ids }) {
    const token = `customer_${owner.shop.id.replaceAll('-', '').padEnd(43, '0')}`;
    await owner.db
      .updateTable('customer_session')
      .set({ token_hash: hashToken(token) })
      .where('shop_id', '=', owner.shop.id)
      .where('id', '=', ids['sign-in'] as string)
      .execute();
    return {
      'a customer’s token': { authorization: `Bearer ${token}` },
      'a customer’s cookie': { cookie: `bottega_customer_${owner.shop.id}=${token}` },
    };
  },
  fields: { groupId: 'customer-group', groupIds: 'customer-group' },
  bodies: {
    [`post ${OWN}/sign-ins`]: () => ({ email: 'eve@example.com', code: '000000' }),
    [`post ${OWN}/addresses`]: () => ({ address: ADDRESS }),
    [`patch ${OWN}/addresses/{id}`]: () => ({ address: ADDRESS }),
    [`put ${OWN}/password`]: () => ({ newPassword: 'a long enough password' }),
  },
  // The owner is no customer: what is a customer's own is not theirs.
  answers: {
    [`post ${OWN}/sign-ins`]: [401, 429],
    [`post ${OWN}/code`]: [202, 429],
    ...Object.fromEntries(
      [
        ...['', '/sign-ins', '/addresses', '/orders', '/orders/{id}', '/export'].map((path) => `get ${OWN}${path}`),
        ...['', '/addresses/{id}'].map((path) => `patch ${OWN}${path}`),
        ...['/sign-ins/{id}', '/addresses/{id}'].map((path) => `delete ${OWN}${path}`),
        ...['/sign-ins/revoke-others', '/addresses', '/email', '/email/confirm', '/cart', '/erase'].map((path) => `post ${OWN}${path}`),
        `put ${OWN}/password`,
      ].map((route) => [route, [403]]),
    ),
  },
  last: ['post /api/v1/customers/{id}/erase'],
};

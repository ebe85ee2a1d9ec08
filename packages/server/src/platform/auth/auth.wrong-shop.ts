import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { makeApiKey } from './keys/make-key.ts';
import { KEY_SCOPES } from './keys/key.ts';
import { inviteMember } from './members/invite-member.ts';
import { startFamily } from './token-family.ts';

export const cases: WrongShopCases = {
  async plant({ owner, http, staff, canary }) {
    const person = await http.auth.createStaff({ name: canary, email: `${owner.shop.slug}@example.com` });
    await http.auth.addMember({ shop: owner.shop, userId: person.id, role: 'viewer' });
    const { id: invitation } = await inviteMember(owner, { email: `invited-${owner.shop.slug}@example.com`, role: 'viewer' });
    const { id: key } = await makeApiKey(owner, { name: canary, scopes: ['products.read'] });
    const { id: session } = await startFamily(http.auth.pool, { userId: staff.id, device: canary, address: '' });
    return { member: person.id, invitation, key, session };
  },
  async callers({ owner, http, staff }) {
    const { key } = await makeApiKey(owner, { name: 'everything', scopes: KEY_SCOPES });
    const family = await startFamily(http.auth.pool, { userId: staff.id, device: 'test', address: '' });
    const token = await http.auth.accessTokens.issue({ userId: staff.id, familyId: family.id });
    return { 'a key': { authorization: `Bearer ${key}` }, 'an access token': { authorization: `Bearer ${token}` } };
  },
  // The owner has no password, no link and no code, and tries in vain too often.
  answers: {
    'post /api/v1/auth/token': [401, 429],
    'post /api/v1/auth/refresh': [401],
    'post /api/v1/auth/password-reset/complete': [404],
    'post /api/v1/auth/invitations/accept': [404],
    'post /api/v1/account/email/confirm': [404],
    ...Object.fromEntries(
      ['password', 'email', 'two-factor', 'two-factor/confirm', 'two-factor/remove', 'two-factor/recovery-codes'].map((path) => [
        `post /api/v1/account/${path}`,
        [422, 429],
      ]),
    ),
  },
  last: ['post /api/v1/account/sessions/revoke-others'],
};

import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type pg from 'pg';
import { z } from 'zod';
import { spendSignInToken } from './sign-in-link.ts';

/** Better Auth's session for whoever holds a one-time link, as an endpoint of its own kind, so that it makes the session and the cookie. */
export const linkSignIn = (pool: pg.Pool) => ({
  id: 'bottega-link',
  endpoints: {
    signInByLink: createAuthEndpoint('/sign-in/link', { method: 'POST', body: z.object({ token: z.string().max(200) }) }, async (c) => {
      const userId = await spendSignInToken(pool, c.body.token);
      const user = userId === undefined ? null : await c.context.internalAdapter.findUserById(userId);
      if (!user) return c.json({ signedIn: false });
      const session = await c.context.internalAdapter.createSession(user.id);
      await setSessionCookie(c, { session, user });
      return c.json({ signedIn: true });
    }),
  },
});

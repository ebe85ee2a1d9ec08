import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

const body = z.object({ userId: z.string(), address: z.string() });

/**
 * Better Auth's session for somebody who has shown already who they are, so that it makes the session and the cookie. It has no path, so
 * no request could reach it even where Better Auth's routes were served.
 */
export const openSessions = {
  id: 'bottega-sessions',
  endpoints: {
    openSession: createAuthEndpoint({ method: 'POST', body }, async (c) => {
      const user = await c.context.internalAdapter.findUserById(c.body.userId);
      if (!user) return c.json({ opened: false });
      const session = await c.context.internalAdapter.createSession(user.id, false, { ipAddress: c.body.address });
      await setSessionCookie(c, { session, user });
      return c.json({ opened: true });
    }),
  },
};

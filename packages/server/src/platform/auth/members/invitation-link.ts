import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Auth } from '../auth.ts';

const PURPOSE = 'invitations';
const FORM = /^([0-9a-f-]{36})\.([\w-]{43})$/;

const sign = (id: string, secret: string): string => createHmac('sha256', secret).update(id).digest('base64url');

/**
 * The token of an invitation. It is made anew from the id whenever it is needed, so that it is kept nowhere; that it works once and for
 * seven days stands in the invitation's row.
 */
const tokenOfInvitation = ({ secrets }: Pick<Auth, 'secrets'>, id: string): string => `${id}.${sign(id, secrets.derive(PURPOSE)[0])}`;

/** The address that accepts it. */
export const linkOfInvitation = (auth: Pick<Auth, 'secrets' | 'publicUrl'>, id: string): string =>
  `${auth.publicUrl}/admin/join/${tokenOfInvitation(auth, id)}`;

/** The id of the invitation that a token is for; null for one that we did not make. */
export function readInvitationToken({ secrets }: Pick<Auth, 'secrets'>, token: string): string | null {
  const [, id, signature] = FORM.exec(token) ?? [];
  if (id === undefined || signature === undefined) return null;
  const isOurs = secrets.derive(PURPOSE).some((secret) => timingSafeEqual(Buffer.from(sign(id, secret)), Buffer.from(signature)));
  return isOurs ? id : null;
}

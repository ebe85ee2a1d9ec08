import type { Actor, Ctx, VisitorProof } from '#platform';
import { isToken, readTokenCookie } from './session-token.ts';
import { readSession } from './sessions.store.ts';

/** The customer of this shop who is signed in by that cookie or token; null for everybody else, those of other shops too. */
export async function readVisitor(ctx: Ctx, proof: VisitorProof): Promise<Actor | null> {
  const token = 'token' in proof ? proof.token : readTokenCookie(ctx, proof.cookies);
  if (token === null || !isToken(token)) return null;
  const customer = await readSession(ctx, token);
  return customer ? { type: 'customer', id: customer.id, email: customer.email } : null;
}

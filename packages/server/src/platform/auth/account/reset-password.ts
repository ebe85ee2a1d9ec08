import { z } from 'zod';
import type { InstallationCtx } from '../../ground.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { readInput } from '../../errors/input-error.ts';
import { forgetTries } from '../attempt-limit.ts';
import { accountLimit, evenOut, limitTries, resetLimit } from '../guard.ts';
import { sendLetterLater } from '../letters/send-letter.ts';
import { issueToken, spendToken, takeBackTokens } from '../one-time-token.ts';
import { setPassword } from '../passwords.ts';
import { endSessions } from '../sessions.ts';
import { passwordSchema } from '../words.ts';

/**
 * Sends somebody of the staff a link to choose a new password with. The answer is the same, and takes as long, whether there is
 * somebody with this address or not. @throws BottegaError too_many_tries
 */
export async function requestPasswordReset(ctx: InstallationCtx, input: { email: string; language?: string | undefined }): Promise<void> {
  const begun = performance.now();
  await limitTries(ctx, resetLimit(input.email));
  sendLetterLater(ctx, async () => {
    const person = await ctx.auth.findStaff(input.email);
    if (!person) return null;
    const token = await issueToken(ctx.auth.pool, 'password-reset', person.id);
    const url = `${ctx.auth.publicUrl}/admin/reset-password/${token}`;
    return { kind: 'password-reset', to: person.email, locale: input.language ?? 'en', url };
  });
  await evenOut(begun);
}

/**
 * Chooses a new password with the token of a link. Everybody who was signed in as this person is signed out; a second factor stays.
 * @throws BottegaError not_found for a link that was used or is too old, invalid_input
 */
export async function resetPassword(
  ctx: InstallationCtx,
  input: { token: string; password: string; language?: string | undefined },
): Promise<void> {
  const { auth } = ctx;
  const { password } = readInput(z.object({ password: passwordSchema }), input);
  const userId = await spendToken(auth.pool, 'password-reset', input.token);
  if (userId === undefined) throw new BottegaError('not_found', 'This link was used already, or it is too old.');
  await setPassword(auth, userId, password);
  await endSessions(auth, userId);
  await takeBackTokens(auth.pool, userId);
  await tellPasswordChanged(ctx, userId, input.language);
}

/** Tells the person, who may not have been the one. */
export async function tellPasswordChanged(ctx: InstallationCtx, userId: string, language: string | undefined): Promise<void> {
  const { rows } = await ctx.auth.pool.query<{ email: string }>('select email from "user" where id = $1', [userId]);
  const email = rows[0]?.email;
  if (email === undefined) return;
  await forgetTries(ctx.auth.pool, accountLimit(email).name);
  const url = `${ctx.auth.publicUrl}/admin/forgotten`;
  sendLetterLater(ctx, async () => ({ kind: 'password-changed', to: email, locale: language ?? 'en', url }));
}

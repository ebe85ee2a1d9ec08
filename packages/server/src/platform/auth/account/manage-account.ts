import { z } from 'zod';
import type { InstallationCtx } from '../../ground.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { readInput, refuseField } from '../../errors/input-error.ts';
import { requireStaff } from '../guard.ts';
import { sendLetterLater } from '../letters/send-letter.ts';
import { issueToken, spendToken, takeBackTokens } from '../one-time-token.ts';
import { setPassword } from '../passwords.ts';
import { describeSecondFactor } from '../second-factor.ts';
import { endSession, endSessions, listSignedIn } from '../sessions.ts';
import { provePassword } from '../sign-in/sign-in.ts';
import { emailSchema, nameSchema, passwordSchema } from '../words.ts';
import type { AccountView, SignInView } from './account.ts';
import { tellPasswordChanged } from './reset-password.ts';

// What somebody of the staff does with their own account. Each throws BottegaError unauthenticated when nobody is signed in.

/** Who is signed in, and how their account stands. */
export async function getAccount(ctx: InstallationCtx): Promise<AccountView> {
  const { id, name, email, shops } = requireStaff(ctx);
  return { id, name, email, secondFactor: await describeSecondFactor(ctx.auth, id), shops: [...shops] };
}

/** @throws BottegaError invalid_input */
export async function renameAccount(ctx: InstallationCtx, input: { name: string }): Promise<void> {
  const { id } = requireStaff(ctx);
  const { name } = readInput(z.object({ name: nameSchema }), input);
  await ctx.auth.pool.query('update "user" set name = $2, "updatedAt" = now() where id = $1', [id, name]);
}

/** Changes the password, and ends every other sign-in. @throws BottegaError invalid_input, too_many_tries */
export async function changePassword(
  ctx: InstallationCtx,
  input: { password: string; newPassword: string; language?: string | undefined },
): Promise<void> {
  const { id, sessionId } = requireStaff(ctx);
  const { newPassword } = readInput(z.object({ newPassword: passwordSchema }), input);
  await provePresence(ctx, input.password);
  await setPassword(ctx.auth, id, newPassword);
  await endSessions(ctx.auth, id, sessionId);
  await takeBackTokens(ctx.auth.pool, id);
  await tellPasswordChanged(ctx, id, input.language);
}

/** Sends a link to the new address; the account keeps the one before until it is opened. @throws BottegaError invalid_input, too_many_tries */
export async function requestMailChange(
  ctx: InstallationCtx,
  input: { email: string; password: string; language?: string | undefined },
): Promise<void> {
  const { id } = requireStaff(ctx);
  const { email } = readInput(z.object({ email: emailSchema }), input);
  await provePresence(ctx, input.password);
  sendLetterLater(ctx, async () => {
    const token = await issueToken(ctx.auth.pool, 'mail-change', `${id} ${email}`);
    const url = `${ctx.auth.publicUrl}/admin/confirm-mail/${token}`;
    return { kind: 'mail-change', to: email, locale: input.language ?? 'en', url };
  });
}

/** Whoever opens the link has the address. @throws BottegaError not_found for a link that was used or is too old, conflict */
export async function confirmMailChange(ctx: InstallationCtx, { token }: { token: string }): Promise<void> {
  const value = await spendToken(ctx.auth.pool, 'mail-change', token);
  if (value === undefined) throw new BottegaError('not_found', 'This link was used already, or it is too old.');
  const [id, email] = value.split(' ') as [string, string];
  const { rowCount } = await ctx.auth.pool.query(
    `update "user" set email = $2, "emailVerified" = true, "updatedAt" = now()
     where id = $1 and not exists (select from "user" as other where other.email = $2 and other.id <> $1)`,
    [id, email],
  );
  if (rowCount === 0) throw new BottegaError('conflict', 'Another account has this address.');
}

/** Everywhere that this person is signed in. */
export async function listSessions(ctx: InstallationCtx): Promise<SignInView[]> {
  const { id, sessionId } = requireStaff(ctx);
  return (await listSignedIn(ctx.auth, id)).map((session) => ({ ...session, isThis: session.id === sessionId }));
}

/** @throws BottegaError not_found */
export async function revokeSession(ctx: InstallationCtx, { id }: { id: string }): Promise<void> {
  if (!(await endSession(ctx.auth, requireStaff(ctx).id, id))) throw new BottegaError('not_found', 'You are not signed in there.');
}

/** Ends every sign-in but the one that asks. */
export async function revokeOtherSessions(ctx: InstallationCtx): Promise<void> {
  const { id, sessionId } = requireStaff(ctx);
  await endSessions(ctx.auth, id, sessionId);
}

/** Asks for the password once more, before something that whoever finds an open session must not do. @throws BottegaError invalid_input */
export async function provePresence(ctx: InstallationCtx, password: string): Promise<void> {
  const { id, email } = requireStaff(ctx);
  const person = await provePassword(ctx, { email, password });
  if (person?.id !== id) refuseField('password', 'This is not your password.');
}

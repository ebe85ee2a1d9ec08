import type { InstallationCtx } from '../../ground.ts';
import type { Staff } from '../auth.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { accountLimit, clearTries, codeLimit, evenOut, limitTries, REFUSED } from '../guard.ts';
import { issueToken, readToken, spendToken } from '../one-time-token.ts';
import { checkPassword } from '../passwords.ts';
import { describeSecondFactor, takeCode } from '../second-factor.ts';

/** The headers carry the session cookie. A ticket stands for a password that was right, while the code is being typed. */
export type SignInResult =
  | { readonly state: 'ok'; readonly headers: Headers }
  | { readonly state: 'code_needed'; readonly ticket: string }
  | { readonly state: 'refused'; readonly message: string };

type Credentials = { readonly email: string; readonly password: string };

/** Signs in with address and password. @throws BottegaError too_many_tries */
export async function signIn(ctx: InstallationCtx, input: Credentials): Promise<SignInResult> {
  const { auth, headers, address } = ctx;
  const person = await provePassword(ctx, input);
  if (!person) return { state: 'refused', message: REFUSED };
  const { isOn } = await describeSecondFactor(auth, person.id);
  if (isOn) return { state: 'code_needed', ticket: await issueToken(auth.pool, 'second-step', person.id) };
  return { state: 'ok', headers: await auth.openSession({ userId: person.id, headers, address }) };
}

/** The second step of a sign-in. The ticket is good for ten minutes and for one sign-in. @throws BottegaError too_many_tries */
export async function signInWithCode(ctx: InstallationCtx, input: { ticket: string; code: string }): Promise<SignInResult> {
  const { auth, headers, address } = ctx;
  const userId = await readToken(auth.pool, 'second-step', input.ticket);
  if (userId === undefined) return { state: 'refused', message: 'That took too long. Begin again with your password.' };
  await proveCode(ctx, userId, input.code);
  if ((await spendToken(auth.pool, 'second-step', input.ticket)) !== userId) return { state: 'refused', message: 'Begin again.' };
  return { state: 'ok', headers: await auth.openSession({ userId, headers, address }) };
}

/** The person whose address and password these are. Counts the try; one that is right is forgotten. @throws BottegaError too_many_tries */
export async function provePassword(ctx: Pick<InstallationCtx, 'auth' | 'address'>, input: Credentials): Promise<Staff | null> {
  const begun = performance.now();
  const limit = accountLimit(input.email);
  await limitTries(ctx, limit);
  const person = await checkPassword(ctx.auth, input);
  if (person) await clearTries(ctx, limit);
  else await evenOut(begun);
  return person;
}

/** @throws BottegaError unauthenticated for a code that is not right or was used, too_many_tries */
export async function proveCode(ctx: Pick<InstallationCtx, 'auth' | 'address' | 'clock'>, userId: string, code: string): Promise<void> {
  await limitTries(ctx, codeLimit(userId));
  const now = new Date(ctx.clock.now().epochMilliseconds);
  if (await takeCode(ctx.auth, userId, code, now)) return;
  throw new BottegaError('unauthenticated', 'This code is not right, or was used already.');
}

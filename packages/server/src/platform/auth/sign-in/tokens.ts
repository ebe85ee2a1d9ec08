import type { InstallationCtx } from '../../ground.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { ACCESS_TOKEN_SECONDS } from '../access-token.ts';
import { REFUSED } from '../guard.ts';
import { describeSecondFactor } from '../second-factor.ts';
import { endFamily, renewFamily, startFamily, type TokenFamily } from '../token-family.ts';
import { proveCode, provePassword } from './sign-in.ts';

/** What a program signs in with: the access token goes with each request, the refresh token is for the next pair, once. */
export type TokenPair = {
  readonly tokenType: 'Bearer';
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  /** When it ends, however often it is renewed: then somebody signs in again. */
  readonly refreshExpiresAt: string;
};

/** Signs a program in. @throws BottegaError unauthenticated, second_factor_needed, too_many_tries */
export async function obtainTokens(
  ctx: InstallationCtx,
  input: { email: string; password: string; code?: string | undefined },
): Promise<TokenPair> {
  const { auth, headers, address } = ctx;
  const person = await provePassword(ctx, input);
  if (!person) throw new BottegaError('unauthenticated', REFUSED);
  if ((await describeSecondFactor(auth, person.id)).isOn) {
    if (input.code === undefined) throw new BottegaError('second_factor_needed', 'This account has a second factor.');
    await proveCode(ctx, person.id, input.code);
  }
  const device = headers.get('user-agent') ?? '';
  return toPair(ctx, await startFamily(auth.pool, { userId: person.id, device, address }));
}

/** The next pair for a refresh token. One that was used before ends the sign-in that it belongs to. @throws BottegaError unauthenticated */
export async function renewTokens(ctx: InstallationCtx, { refreshToken }: { refreshToken: string }): Promise<TokenPair> {
  const family = await renewFamily(ctx.auth.pool, refreshToken);
  if (family === 'reused') {
    ctx.log.warn({ address: ctx.address }, 'a refresh token came a second time, so its sign-in was ended');
    throw new BottegaError('unauthenticated', 'This refresh token was used already, so this sign-in was ended.');
  }
  if (family === 'unknown') throw new BottegaError('unauthenticated', 'This refresh token is not known, or its sign-in has ended.');
  return toPair(ctx, family);
}

/** Signs a program out. A token that is not known is told nothing. */
export async function revokeTokens(ctx: InstallationCtx, { refreshToken }: { refreshToken: string }): Promise<void> {
  await endFamily(ctx.auth.pool, refreshToken);
}

async function toPair({ auth }: InstallationCtx, { id, userId, refreshToken, expiresAt }: TokenFamily): Promise<TokenPair> {
  return {
    tokenType: 'Bearer',
    accessToken: await auth.accessTokens.issue({ userId, familyId: id }),
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken,
    refreshExpiresAt: expiresAt.toISOString(),
  };
}

import { encode } from 'uqr';
import type { InstallationCtx } from '../../ground.ts';
import { BottegaError } from '../../errors/bottega-error.ts';
import { refuseField } from '../../errors/input-error.ts';
import { codeLimit, limitTries, requireStaff } from '../guard.ts';
import { beginSecondFactor, confirmSecondFactor, describeSecondFactor, removeSecondFactor, renewRecoveryCodes } from '../second-factor.ts';
import { provePresence } from './manage-account.ts';

/** What an authenticator app is given: the secret to type, or the address to scan as a QR code. */
export type AppSecret = { readonly secret: string; readonly uri: string };
/** A square of `size` modules; `path` draws the dark ones. */
export type QrCode = { readonly size: number; readonly path: string };

/** Begins a second factor; it is in force once `finishTwoFactor` was given a code. @throws BottegaError conflict when there is one */
export async function beginTwoFactor(ctx: InstallationCtx, { password }: { password: string }): Promise<AppSecret> {
  const { id, email } = requireStaff(ctx);
  await provePresence(ctx, password);
  const secret = await beginSecondFactor(ctx.auth, id);
  if (secret === null) throw new BottegaError('conflict', 'There is a second factor already. Take it away first.');
  const label = `Bottega:${encodeURIComponent(email)}`;
  return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=Bottega` };
}

/** @returns the recovery codes, shown this once. @throws BottegaError invalid_input when the code is not right, too_many_tries */
export async function finishTwoFactor(ctx: InstallationCtx, { code }: { code: string }): Promise<{ recoveryCodes: string[] }> {
  const { id } = requireStaff(ctx);
  await limitTries(ctx, codeLimit(id));
  const now = new Date(ctx.clock.now().epochMilliseconds);
  const recoveryCodes = await confirmSecondFactor(ctx.auth, id, code, now);
  return recoveryCodes ? { recoveryCodes } : refuseField('code', 'This is not the code that the app shows now.');
}

/** @throws BottegaError invalid_input for a wrong password */
export async function removeTwoFactor(ctx: InstallationCtx, { password }: { password: string }): Promise<void> {
  await provePresence(ctx, password);
  await removeSecondFactor(ctx.auth, requireStaff(ctx).id);
}

/** New recovery codes in place of those there were. @throws BottegaError invalid_input for a wrong password, conflict without a factor */
export async function replaceRecoveryCodes(ctx: InstallationCtx, { password }: { password: string }): Promise<{ recoveryCodes: string[] }> {
  const { id } = requireStaff(ctx);
  await provePresence(ctx, password);
  if (!(await describeSecondFactor(ctx.auth, id)).isOn) throw new BottegaError('conflict', 'There is no second factor.');
  return { recoveryCodes: await renewRecoveryCodes(ctx.auth, id) };
}

/** The address that an app scans, as a picture. */
export function drawQrCode(text: string): QrCode {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return { size, path };
}

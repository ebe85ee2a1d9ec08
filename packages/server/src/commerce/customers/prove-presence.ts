import { clearTries, type DoorCtx, evenOut, limitTries, refuseField } from '#platform';
import { checkPassword } from './check-password.ts';
import { spendCode } from './codes.store.ts';
import { codeSchema } from './customer.ts';
import { accountLimit } from './limits.ts';

/** A password has ten characters at least, so that six digits are a code. */
const CODE = /^\d{6}$/;

/**
 * Asks once more who it is, before something that whoever finds an open session must not do: the password, or a code by mail.
 * @throws BottegaError invalid_input at `proof`, too_many_tries
 */
export async function provePresence(ctx: DoorCtx, customer: { id: string; email: string }, proof: string): Promise<void> {
  const begun = performance.now();
  const limit = accountLimit(ctx, customer.email);
  await limitTries(ctx, limit);
  if (!(await isProof(ctx, customer, proof))) {
    await evenOut(begun);
    refuseField('proof', 'This is neither your password nor a code that is still good.');
  }
  await clearTries(ctx, limit);
}

async function isProof(ctx: DoorCtx, { id, email }: { id: string; email: string }, proof: string): Promise<boolean> {
  const code = codeSchema.parse(proof.slice(0, 40));
  if (CODE.test(code)) return (await spendCode(ctx, { purpose: 'sign-in', subject: email }, code)) === email;
  return (await checkPassword(ctx, { email, password: proof })) === id;
}

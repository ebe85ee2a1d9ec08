import { appendAudit, type DoorCtx, inTransaction, readInput, refuseField } from '#platform';
import { writePassword } from './check-password.ts';
import { newPasswordSchema } from './customer.ts';
import { loadAccount, lockCustomer, requireCustomer } from './customers.store.ts';
import { tellCustomerLater } from './letters.ts';
import { provePresence } from './prove-presence.ts';
import { endSessions } from './sessions.store.ts';
import { readOwnToken } from './session-token.ts';
import { passwordEntry } from './sign-in.ts';

/**
 * Sets the customer's first password, or another one for whoever shows the present one or a code. Every other sign-in ends.
 * @throws BottegaError invalid_input, too_many_tries, unauthenticated, forbidden
 */
export async function setCustomerPassword(ctx: DoorCtx, input: { newPassword: string; proof?: string | undefined }): Promise<void> {
  const customer = requireCustomer(ctx);
  const { newPassword, proof } = readInput(newPasswordSchema, input);
  const { hasPassword, language } = await loadAccount(ctx, customer.id);
  if (proof !== undefined) await provePresence(ctx, customer, proof);
  else if (hasPassword) refuseField('proof', 'Give your present password, or a code that was mailed to you.');
  await inTransaction(ctx, async (ctx) => {
    const { password_hash } = await lockCustomer(ctx, customer.id);
    if (password_hash !== null && proof === undefined) refuseField('proof', 'A password was set meanwhile: give it, or a code.');
    await writePassword(ctx, customer.id, newPassword);
    await endSessions(ctx, customer.id, readOwnToken(ctx));
    await appendAudit(ctx, passwordEntry(customer.id));
  });
  tellCustomerLater(ctx, async () => ({ kind: 'password-changed', to: customer.email, language }));
}

import {
  appendAudit,
  appendEvent,
  BottegaError,
  type DoorCtx,
  evenOut,
  inTransaction,
  limitTries,
  readInput,
  refuseField,
} from '#platform';
import { spendCode, writeCode } from './codes.store.ts';
import { type AccountView, confirmEmailSchema, newEmailSchema } from './customer.ts';
import { linkOrders, loadAccount, lockCustomer, requireCustomer } from './customers.store.ts';
import { tellCustomerLater } from './letters.ts';
import { accountLimit, codeLimit } from './limits.ts';
import { provePresence } from './prove-presence.ts';
import { endSessions } from './sessions.store.ts';
import { readOwnToken } from './session-token.ts';

/**
 * Sends a code to a new mail; the account keeps the one before until it is confirmed. The answer does not tell whether another account
 * has the new one.
 * @throws BottegaError invalid_input, too_many_tries, unauthenticated, forbidden
 */
export async function requestCustomerEmailChange(
  ctx: DoorCtx,
  input: { email: string; proof: string; language?: string | undefined },
): Promise<void> {
  const customer = requireCustomer(ctx);
  const { email, proof, language } = readInput(newEmailSchema, input);
  await provePresence(ctx, customer, proof);
  await limitTries(ctx, codeLimit(ctx, email));
  const code = await writeCode(ctx, { purpose: 'email', subject: customer.id }, email);
  tellCustomerLater(ctx, async () => ({ kind: 'email-code', to: email, code, language: language ?? '' }));
}

/**
 * Takes over the mail to which the code went. Every other sign-in ends, and the mail before is told.
 * @throws BottegaError invalid_input at `code`, conflict when another account has this mail, too_many_tries, unauthenticated, forbidden
 */
export async function confirmCustomerEmail(ctx: DoorCtx, input: { code: string }): Promise<AccountView> {
  const begun = performance.now();
  const customer = requireCustomer(ctx);
  const { code } = readInput(confirmEmailSchema, input);
  await limitTries(ctx, accountLimit(ctx, customer.email));
  const email = await spendCode(ctx, { purpose: 'email', subject: customer.id }, code);
  if (email === undefined) {
    await evenOut(begun);
    refuseField('code', 'This code is not right, or it is over: ask for another.');
  }
  const account = await inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, customer.id);
    await writeEmail(ctx, customer.id, email);
    await endSessions(ctx, customer.id, readOwnToken(ctx));
    await linkOrders(ctx, { id: customer.id, email });
    await appendEvent(ctx, { type: 'customer.updated', subjectId: customer.id, payload: {} });
    await appendAudit(ctx, { action: 'customer.email', subjectId: customer.id, detail: {} });
    return loadAccount(ctx, customer.id);
  });
  tellCustomerLater(ctx, async () => ({ kind: 'email-changed', to: customer.email, email, language: account.language }));
  return account;
}

async function writeEmail(ctx: DoorCtx, id: string, email: string): Promise<void> {
  const verified_at = ctx.clock.now().toString();
  await ctx.db
    .updateTable('customer')
    .set({ email, verified_at })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .execute()
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new BottegaError('conflict', 'Another account of this shop has this mail: sign in there.', { cause: error });
    });
}

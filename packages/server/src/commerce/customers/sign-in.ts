import { appendAudit, appendEvent, clearTries, type DoorCtx, evenOut, inTransaction, limitTries, readInput } from '#platform';
import { checkPassword, writePassword } from './check-password.ts';
import { spendCode } from './codes.store.ts';
import { REFUSED, type SignIn, type SignInOutcome, signInSchema } from './customer.ts';
import { insertCustomer, linkOrders, loadAccount, lockCustomer } from './customers.store.ts';
import { tellCustomerLater } from './letters.ts';
import { accountLimit } from './limits.ts';
import { mergeCarts } from './merge-carts.ts';
import { endSessions, openSession } from './sessions.store.ts';
import { tokenCookie } from './session-token.ts';

/**
 * Signs a customer in with a code that came by mail, or with their password. Whoever shows a code for a mail that has no account gets one.
 * The visitor's cart becomes one with theirs, and what they ordered as a guest is theirs. With `newPassword` the code sets a password and
 * ends every other sign-in.
 * @throws BottegaError invalid_input, too_many_tries
 */
export async function signInCustomer(ctx: DoorCtx, input: SignIn): Promise<SignInOutcome> {
  const begun = performance.now();
  const wanted = readInput(signInSchema, input);
  const limit = accountLimit(ctx, wanted.email);
  await limitTries(ctx, limit);
  const isProven = await proveAccount(ctx, wanted);
  if (!isProven) {
    await evenOut(begun);
    return { state: 'refused', message: REFUSED };
  }
  await clearTries(ctx, limit);
  const opened = await inTransaction(ctx, (ctx) => openAccount(ctx, wanted));
  const own: DoorCtx = { ...ctx, actor: { type: 'customer', id: opened.customer.id, email: opened.customer.email } };
  if (wanted.newPassword !== undefined) {
    const { email: to, language } = opened.customer;
    tellCustomerLater(ctx, async () => ({ kind: 'password-changed', to, language }));
  }
  const cart = await mergeCarts(own, { cartId: wanted.cart });
  return { state: 'ok', ...opened, cartId: cart?.id ?? null, cookie: tokenCookie(ctx, opened.token) };
}

type Wanted = { readonly email: string; readonly code?: string | undefined; readonly password?: string | undefined };

async function proveAccount(ctx: DoorCtx, { email, code, password = '' }: Wanted): Promise<boolean> {
  if (code === undefined) return (await checkPassword(ctx, { email, password })) !== undefined;
  return (await spendCode(ctx, { purpose: 'sign-in', subject: email }, code)) !== undefined;
}

async function openAccount(ctx: DoorCtx, wanted: Wanted & { newPassword?: string | undefined; language?: string | undefined }) {
  const id = await findOrMake(ctx, wanted);
  await linkOrders(ctx, { id, email: wanted.email });
  if (wanted.newPassword !== undefined) {
    await writePassword(ctx, id, wanted.newPassword);
    await endSessions(ctx, id);
    await appendAudit({ ...ctx, actor: { type: 'customer', id, email: wanted.email } }, passwordEntry(id));
  }
  const session = await openSession(ctx, id);
  return { ...session, customer: await loadAccount(ctx, id) };
}

export const passwordEntry = (subjectId: string) => ({ action: 'customer.password', subjectId, detail: {} });

/** The account of a mail that was shown to be theirs. Of two who come first at once, both find the same. */
async function findOrMake(ctx: DoorCtx, { email, language = '' }: Wanted & { language?: string | undefined }): Promise<string> {
  const verifiedAt = ctx.clock.now().toString();
  const made = await insertCustomer(ctx, { email, language, verifiedAt });
  if (made !== undefined) {
    await appendEvent(ctx, { type: 'customer.created', subjectId: made, payload: {} });
    await appendAudit({ ...ctx, actor: { type: 'customer', id: made, email } }, { action: 'customer.create', subjectId: made, detail: {} });
    return made;
  }
  const { id } = await ctx.db
    .updateTable('customer')
    .set((eb) => ({ verified_at: eb.fn.coalesce('verified_at', eb.val(verifiedAt)) }))
    .where('shop_id', '=', ctx.shop.id)
    .where('email', '=', email)
    .returning('id')
    .executeTakeFirstOrThrow();
  await lockCustomer(ctx, id);
  return id;
}

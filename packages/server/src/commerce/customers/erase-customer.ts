import { sql } from 'kysely';
import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, type DoorCtx, inTransaction, readInput } from '#platform';
import { eraseSchema } from './customer.ts';
import { lockCustomer, requireCustomer } from './customers.store.ts';
import { tellCustomerLater } from './letters.ts';
import { type Person, PERSONAL_DATA } from './personal-data.ts';
import { provePresence } from './prove-presence.ts';
import { tokenCookie } from './session-token.ts';

/**
 * Erases the account of the customer who asks, and what the shop knows of them. Orders keep their sums and lines; name, address and mail go.
 * The answer is the Set-Cookie line that takes the cookie away.
 * @throws BottegaError invalid_input at `proof`, conflict while an order or a payment is under way, too_many_tries, unauthenticated, forbidden
 */
export async function eraseOwnAccount(ctx: DoorCtx, input: { proof: string }): Promise<{ cookie: string }> {
  const customer = requireCustomer(ctx);
  const { proof } = readInput(eraseSchema, input);
  await provePresence(ctx, customer, proof);
  await erase(ctx, customer.id);
  return { cookie: tokenCookie(ctx, '') };
}

/** The same for any customer, on request. @throws BottegaError not_found, conflict, unauthenticated, forbidden */
export async function eraseCustomer(ctx: DoorCtx, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'customers.write');
  await erase(ctx, id);
}

async function erase(ctx: DoorCtx, id: string): Promise<void> {
  const { email, language } = await inTransaction(ctx, async (ctx) => {
    const person = await lockCustomer(ctx, id);
    for (const part of PERSONAL_DATA) await part.erase(ctx, person);
    await refuseUnfinished(ctx, person);
    await appendEvent(ctx, { type: 'customer.erased', subjectId: person.id, payload: {} });
    await appendAudit(ctx, { action: 'customer.erase', subjectId: person.id, detail: {} });
    return person;
  });
  tellCustomerLater(ctx, async () => ({ kind: 'erased', to: email, language }));
}

/**
 * Whatever is to be sent needs its address, and money that is on its way needs somebody it is for. Looked at last: a cart that began to be
 * paid meanwhile is seen here, and then nothing was erased.
 */
async function refuseUnfinished(ctx: Ctx, { id, email }: Person): Promise<void> {
  const isTheirs = sql<boolean>`(customer_id = ${id} or (customer_id is null and lower(email) = ${email}))`;
  const [order, cart] = await Promise.all([
    ctx.db
      .selectFrom('orders')
      .select('code')
      .where('shop_id', '=', ctx.shop.id)
      .where(isTheirs)
      .where('state', '=', 'placed')
      .executeTakeFirst(),
    ctx.db
      .selectFrom('cart')
      .select('id')
      .where('shop_id', '=', ctx.shop.id)
      .where(isTheirs)
      .where('state', '=', 'paying')
      .executeTakeFirst(),
  ]);
  if (order) throw new BottegaError('conflict', `The order ${order.code} is not finished: it can be erased once it was sent or cancelled.`);
  if (cart) throw new BottegaError('conflict', 'A payment is under way: it can be erased when that is settled.');
}

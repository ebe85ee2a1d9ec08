import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction, readInput } from '#platform';
import { type ChangeCustomer, changeCustomerSchema, type CustomerView, type NewCustomer, newCustomerSchema } from './customer.ts';
import { insertCustomer, lockCustomer } from './customers.store.ts';
import { loadCustomer } from './get-customer.ts';

/**
 * Writes a customer down who has no account yet. They come in by a code, as everybody, and find what the staff has prepared.
 * @throws BottegaError invalid_input, conflict where there is one of this mail, forbidden, unauthenticated
 */
export async function createCustomer(ctx: Ctx, input: NewCustomer): Promise<CustomerView> {
  authorise(ctx, 'customers.write');
  const { email, name = '', language = '', note = '' } = readInput(newCustomerSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const id = await insertCustomer(ctx, { email, name, language, note, verifiedAt: null });
    if (id === undefined) throw new BottegaError('conflict', `There is a customer with the mail ${email} already.`);
    await appendEvent(ctx, { type: 'customer.created', subjectId: id, payload: {} });
    await appendAudit(ctx, { action: 'customer.create', subjectId: id, detail: {} });
    return loadCustomer(ctx, id);
  });
}

/** Changes what is given of a customer. @throws BottegaError not_found, invalid_input, forbidden, unauthenticated */
export async function updateCustomer(ctx: Ctx, input: ChangeCustomer & { id: string }): Promise<CustomerView> {
  authorise(ctx, 'customers.write');
  const { id, ...given } = input;
  const changes = readInput(changeCustomerSchema, given);
  return inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, id);
    const fields = Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    if (fields.length > 0) {
      await ctx.db.updateTable('customer').set(changes).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
      await appendEvent(ctx, { type: 'customer.updated', subjectId: id, payload: {} });
      await appendAudit(ctx, { action: 'customer.update', subjectId: id, detail: { fields } });
    }
    return loadCustomer(ctx, id);
  });
}

import { appendAudit, appendEvent, type Ctx, inTransaction, readInput } from '#platform';
import { type AccountView, type ChangeAccount, changeAccountSchema } from './customer.ts';
import { loadAccount, lockCustomer, requireCustomer } from './customers.store.ts';

/** Who is signed in as a customer. @throws BottegaError unauthenticated, forbidden */
export const getOwnAccount = async (ctx: Ctx): Promise<AccountView> => loadAccount(ctx, requireCustomer(ctx).id);

/** Changes name and language of mail. @throws BottegaError invalid_input, unauthenticated, forbidden */
export async function updateOwnAccount(ctx: Ctx, input: ChangeAccount): Promise<AccountView> {
  const { id } = requireCustomer(ctx);
  const changes = readInput(changeAccountSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await lockCustomer(ctx, id);
    if (Object.values(changes).some((value) => value !== undefined)) {
      await ctx.db.updateTable('customer').set(changes).where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
      await appendEvent(ctx, { type: 'customer.updated', subjectId: id, payload: {} });
      await appendAudit(ctx, { action: 'customer.update', subjectId: id, detail: { fields: Object.keys(changes) } });
    }
    return loadAccount(ctx, id);
  });
}

import { appendAudit, authorise, type Ctx, inTransaction } from '#platform';
import { lockCustomer, requireCustomer } from './customers.store.ts';
import { PERSONAL_DATA } from './personal-data.ts';

/** All that a shop keeps of one person, by kind. */
export type PersonalData = { readonly takenAt: string; readonly shop: string } & Readonly<Record<string, unknown>>;

/** What the shop keeps of the customer who asks. @throws BottegaError unauthenticated, forbidden */
export const exportOwnData = async (ctx: Ctx): Promise<PersonalData> => takeOut(ctx, requireCustomer(ctx).id);

/** The same of any customer, on request. @throws BottegaError not_found, unauthenticated, forbidden */
export async function exportCustomer(ctx: Ctx, { id }: { id: string }): Promise<PersonalData> {
  authorise(ctx, 'customers.write');
  return takeOut(ctx, id);
}

async function takeOut(ctx: Ctx, id: string): Promise<PersonalData> {
  return inTransaction(ctx, async (ctx) => {
    const person = await lockCustomer(ctx, id);
    const taken: Record<string, unknown> = {};
    for (const { name, read } of PERSONAL_DATA) taken[name] = await read(ctx, person);
    await appendAudit(ctx, { action: 'customer.export', subjectId: person.id, detail: {} });
    return { takenAt: ctx.clock.now().toString(), shop: ctx.shop.name, ...taken };
  });
}

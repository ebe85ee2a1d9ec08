import { sql } from 'kysely';
import { appendAudit, appendEvent, authorise, BottegaError, type Ctx, inTransaction, newId, readInput, refuseField } from '#platform';
import { isId } from '../words.ts';
import { type CustomerGroupView, type CustomerView, groupsOfCustomerSchema, MOST_GROUPS, newGroupSchema } from './customer.ts';
import { lockCustomer } from './customers.store.ts';
import { loadCustomer } from './get-customer.ts';

const noSuchGroup = (): BottegaError => new BottegaError('not_found', 'This shop has no such group of customers.');

/** The groups of customers there are, by name. @throws BottegaError forbidden, unauthenticated */
export async function listCustomerGroups(ctx: Ctx): Promise<CustomerGroupView[]> {
  authorise(ctx, 'customers.read');
  return selectGroups(ctx).orderBy('name').execute();
}

const selectGroups = (ctx: Ctx) =>
  ctx.db
    .selectFrom('customer_group')
    .select(['id', 'name'])
    .select(({ selectFrom }) =>
      selectFrom('customer_membership as member')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('member.shop_id', '=', 'customer_group.shop_id')
        .whereRef('member.group_id', '=', 'customer_group.id')
        .$asScalar()
        .$notNull()
        .as('count'),
    )
    .where('shop_id', '=', ctx.shop.id);

async function loadGroup(ctx: Ctx, id: string): Promise<CustomerGroupView> {
  const group = isId(id) ? await selectGroups(ctx).where('id', '=', id).executeTakeFirst() : undefined;
  if (!group) throw noSuchGroup();
  return group;
}

/** @throws BottegaError invalid_input, conflict where the name is taken or there are 100, forbidden, unauthenticated */
export async function createCustomerGroup(ctx: Ctx, input: { name: string }): Promise<CustomerGroupView> {
  authorise(ctx, 'customers.write');
  const { name } = readInput(newGroupSchema, input);
  const id = newId();
  return inTransaction(ctx, async (ctx) => {
    const { there } = await ctx.db
      .selectFrom('customer_group')
      .select(sql<number>`count(*)::int`.as('there'))
      .where('shop_id', '=', ctx.shop.id)
      .executeTakeFirstOrThrow();
    if (there >= MOST_GROUPS) throw new BottegaError('conflict', `There are ${MOST_GROUPS} groups already: take one away first.`);
    await ctx.db.insertInto('customer_group').values({ shop_id: ctx.shop.id, id, name }).execute().catch(nameTaken(name));
    await appendAudit(ctx, { action: 'customer_group.create', subjectId: id, detail: { name } });
    return { id, name, count: 0 };
  });
}

/** @throws BottegaError not_found, invalid_input, conflict where the name is taken, forbidden, unauthenticated */
export async function renameCustomerGroup(ctx: Ctx, input: { id: string; name: string }): Promise<CustomerGroupView> {
  authorise(ctx, 'customers.write');
  const { name } = readInput(newGroupSchema, { name: input.name });
  return inTransaction(ctx, async (ctx) => {
    const { id } = await loadGroup(ctx, input.id);
    await ctx.db
      .updateTable('customer_group')
      .set({ name })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', id)
      .execute()
      .catch(nameTaken(name));
    await appendAudit(ctx, { action: 'customer_group.rename', subjectId: id, detail: { name } });
    return loadGroup(ctx, id);
  });
}

const nameTaken =
  (name: string) =>
  (error: unknown): never => {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new BottegaError('conflict', `There is a group called "${name}" already.`, { cause: error });
  };

/** Takes a group away, and the prices that were made for it; its customers stay. @throws BottegaError not_found, forbidden, unauthenticated */
export async function deleteCustomerGroup(ctx: Ctx, input: { id: string }): Promise<void> {
  authorise(ctx, 'customers.write');
  await inTransaction(ctx, async (ctx) => {
    const { id, name } = await loadGroup(ctx, input.id);
    await ctx.db.deleteFrom('customer_group').where('shop_id', '=', ctx.shop.id).where('id', '=', id).execute();
    await appendAudit(ctx, { action: 'customer_group.delete', subjectId: id, detail: { name } });
  });
}

/** Puts a customer into these groups and out of all others. @throws BottegaError not_found, invalid_input, forbidden, unauthenticated */
export async function setCustomerGroups(ctx: Ctx, input: { id: string; groupIds: readonly string[] }): Promise<CustomerView> {
  authorise(ctx, 'customers.write');
  const { groupIds } = readInput(groupsOfCustomerSchema, { groupIds: [...new Set(input.groupIds.map((id) => id.toLowerCase()))] });
  return inTransaction(ctx, async (ctx) => {
    const { id } = await lockCustomer(ctx, input.id);
    await refuseUnknown(ctx, groupIds);
    await ctx.db.deleteFrom('customer_membership').where('shop_id', '=', ctx.shop.id).where('customer_id', '=', id).execute();
    if (groupIds.length > 0) {
      await ctx.db
        .insertInto('customer_membership')
        .values(groupIds.map((group_id) => ({ shop_id: ctx.shop.id, customer_id: id, group_id })))
        .execute();
    }
    await appendEvent(ctx, { type: 'customer.updated', subjectId: id, payload: {} });
    await appendAudit(ctx, { action: 'customer.groups', subjectId: id, detail: { groups: groupIds } });
    return loadCustomer(ctx, id);
  });
}

async function refuseUnknown(ctx: Ctx, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  const known = await ctx.db
    .selectFrom('customer_group')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('id', 'in', [...groupIds])
    .forKeyShare()
    .execute();
  const ids = new Set(known.map(({ id }) => id));
  const missing = groupIds.findIndex((id) => !ids.has(id));
  if (missing !== -1) refuseField(`groupIds.${missing}`, 'This shop has no such group of customers.');
}

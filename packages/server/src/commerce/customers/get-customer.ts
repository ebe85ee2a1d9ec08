import { sql } from 'kysely';
import { appendAudit, authorise, type Ctx } from '#platform';
import { isId } from '../words.ts';
import type { CustomerView } from './customer.ts';
import { noSuchCustomer, readOrders } from './customers.store.ts';
import { readValues } from './lifetime-value.ts';
import { readAddresses } from './own-addresses.ts';

const LATEST = 10;

/**
 * A customer with all that the staff works with. That somebody looked is written down, as it tells of a person.
 * @throws BottegaError not_found, forbidden, unauthenticated
 */
export async function getCustomer(ctx: Ctx, { id }: { id: string }): Promise<CustomerView> {
  authorise(ctx, 'customers.read');
  const customer = await loadCustomer(ctx, id);
  await appendAudit(ctx, { action: 'customer.read', subjectId: id, detail: {} });
  return customer;
}

/** @throws BottegaError not_found */
export async function loadCustomer(ctx: Ctx, id: string): Promise<CustomerView> {
  const row = isId(id) ? await readRow(ctx, id) : undefined;
  if (!row) throw noSuchCustomer();
  const [values, groups, addresses, lastOrders] = await Promise.all([
    readValues(ctx, [id]),
    readGroups(ctx, id),
    readAddresses(ctx, id),
    readOrders(ctx, id, { limit: LATEST }),
  ]);
  return { ...row, ...values(id), groups, addresses, lastOrders };
}

const readRow = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customer')
    .select(['id', 'email', 'name', 'language', 'note', 'created_at as createdAt', 'erased_at as erasedAt'])
    .select(sql<boolean>`verified_at is not null`.as('verified'))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .executeTakeFirst();

const readGroups = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('customer_membership as member')
    .innerJoin('customer_group as kind', (join) =>
      join.onRef('kind.shop_id', '=', 'member.shop_id').onRef('kind.id', '=', 'member.group_id'),
    )
    .select(['kind.id', 'kind.name'])
    .where('member.shop_id', '=', ctx.shop.id)
    .where('member.customer_id', '=', id)
    .orderBy('kind.name')
    .execute();

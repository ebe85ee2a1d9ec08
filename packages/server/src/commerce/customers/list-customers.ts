import { sql } from 'kysely';
import { authorise, type Ctx, type Page, readInput, toPage } from '#platform';
import { type CustomerSummary, type ListCustomers, listCustomersSchema } from './customer.ts';
import { readValues } from './lifetime-value.ts';

/** The customers of the shop, newest first, without those who were erased. @throws BottegaError invalid_input, forbidden, unauthenticated */
export async function listCustomers(ctx: Ctx, input: ListCustomers = {}): Promise<Page<CustomerSummary>> {
  authorise(ctx, 'customers.read');
  const { search, groupId, cursor, limit } = readInput(listCustomersSchema, input);
  let query = ctx.db
    .selectFrom('customer')
    .select(['id', 'email', 'name', 'created_at as createdAt'])
    .select(sql<boolean>`verified_at is not null`.as('verified'))
    .where('shop_id', '=', ctx.shop.id)
    .where('erased_at', 'is', null);
  if (search) {
    const words = search.toLowerCase();
    query = query.where(sql<boolean>`(strpos(email, ${words}) > 0 or strpos(lower(name), ${words}) > 0)`);
  }
  if (groupId !== undefined) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('customer_membership as member')
          .select('member.customer_id')
          .whereRef('member.shop_id', '=', 'customer.shop_id')
          .whereRef('member.customer_id', '=', 'customer.id')
          .where('member.group_id', '=', groupId),
      ),
    );
  }
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit);
  const values = await readValues(
    ctx,
    page.items.map(({ id }) => id),
  );
  return { ...page, items: page.items.map((row) => ({ ...row, ...values(row.id) })) };
}

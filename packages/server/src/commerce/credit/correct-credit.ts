import { appendAudit, authorise, BottegaError, type Ctx, inTransaction, readInput, refuseField } from '#platform';
import { isId } from '../words.ts';
import {
  type CorrectCredit,
  type CorrectCustomerCredit,
  correctCreditSchema,
  customerCreditSchema,
  type CustomerCreditView,
  type GiftCardWithEntries,
} from './credit.ts';
import { findCard, readEntries } from './credit.store.ts';
import { openAccount } from './open-account.ts';
import { writeTransfer } from './transfer.ts';

/** Puts more on a gift card, or takes some off. @throws BottegaError forbidden, not_found, invalid_input */
export async function correctGiftCard(ctx: Ctx, { id, ...input }: CorrectCredit & { id: string }): Promise<GiftCardWithEntries> {
  authorise(ctx, 'pricing.write');
  const wanted = readInput(correctCreditSchema, input);
  return inTransaction(ctx, async (ctx) => {
    const { balance } = await findCard(ctx, id);
    await correct(ctx, { accountId: id, currency: balance.currency, ...wanted });
    return { ...(await findCard(ctx, id)), entries: await readEntries(ctx, id) };
  });
}

/** Gives a customer credit, or takes some away. @throws BottegaError forbidden, invalid_input */
export async function correctCustomerCredit(ctx: Ctx, input: CorrectCustomerCredit): Promise<CustomerCreditView> {
  authorise(ctx, 'pricing.write');
  const { customerId, currency, ...wanted } = readInput(customerCreditSchema, input);
  return inTransaction(ctx, async (ctx) => {
    await requireCustomer(ctx, customerId);
    const accountId = await openAccount(ctx, { kind: 'customer', currency, customerId, balance: 0 });
    await correct(ctx, { accountId, currency, ...wanted });
    return readCustomerCredit(ctx, customerId);
  });
}

/** What a customer has to pay with, and how it came about. @throws BottegaError forbidden, not_found */
export async function getCustomerCredit(ctx: Ctx, { customerId }: { customerId: string }): Promise<CustomerCreditView> {
  authorise(ctx, 'pricing.read');
  const customer = isId(customerId) ? await findCustomer(ctx, customerId) : undefined;
  if (!customer) throw new BottegaError('not_found', 'This shop has no such customer.');
  return readCustomerCredit(ctx, customerId);
}

type Correction = { accountId: string; currency: string; amount: number; key: string; note: string };

async function correct(ctx: Ctx, { accountId, currency, amount, key, note }: Correction): Promise<void> {
  const transfer = { key: `correct:${key}`, kind: 'correct', subjectId: null, note, currency, against: 'issued' } as const;
  const result = await writeTransfer(ctx, { ...transfer, postings: [{ accountId, amount }] }, { past: true });
  if (result === 'not_covered') refuseField('amount', 'There is less than that on it: take off at most what is there.');
  if (result === 'done') await appendAudit(ctx, { action: 'credit.correct', subjectId: accountId, detail: { amount, currency, note } });
}

const findCustomer = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('customer').select('id').where('shop_id', '=', ctx.shop.id).where('id', '=', id).executeTakeFirst();

async function requireCustomer(ctx: Ctx, id: string): Promise<void> {
  if (!(await findCustomer(ctx, id))) refuseField('customerId', 'This shop has no such customer.');
}

async function readCustomerCredit(ctx: Ctx, customerId: string): Promise<CustomerCreditView> {
  const accounts = await ctx.db
    .selectFrom('credit_account')
    .select(['id', 'currency', 'balance'])
    .where('shop_id', '=', ctx.shop.id)
    .where('customer_id', '=', customerId)
    .orderBy('currency')
    .execute();
  const entries: CustomerCreditView['entries'] = [];
  for (const { id, currency } of accounts) entries.push(...(await readEntries(ctx, id)).map((entry) => ({ ...entry, currency })));
  return {
    customerId,
    balances: accounts.map(({ balance, currency }) => ({ amount: balance ?? 0, currency })),
    entries: entries.sort((a, b) => (a.transferId < b.transferId ? 1 : -1)),
  };
}

import { type PaymentMovement, ProviderError } from '@bottega/contracts';
import type Stripe from 'stripe';
import { OUR_KEY, requireMode } from './held-payment.ts';
import { fromStripeAmount } from './stripe-amount.ts';
import type { StripeClient } from './stripe-client.ts';

type Span = { readonly from: string; readonly to: string; readonly cursor?: string };
type Page = { readonly movements: readonly PaymentMovement[]; readonly next: string | null };

/** How many movements Stripe tells at once. */
const AT_ONCE = 100;

/**
 * What came in and went out between two instants, the first one included, in whole seconds. Stripe tells the newest first and counts no
 * pages, so that a page is a slice of time that is small enough to be told at once; the cursor says where the next one begins, and how long
 * the last one was.
 */
export async function listMovements({ stripe, settings }: StripeClient, { from, to, cursor }: Span): Promise<Page> {
  const end = secondsOf(to);
  let { start, width } = readCursor(cursor) ?? { start: secondsOf(from), width: end - secondsOf(from) };
  if (start >= end) return { movements: [], next: null };
  for (;;) {
    width = Math.min(Math.max(width, 1), end - start);
    const created = { gte: start, lt: start + width };
    const list = stripe.balanceTransactions.list({ created, limit: AT_ONCE, expand: ['data.source'] });
    const first = await list;
    if (first.has_more && width > 1) {
      width = Math.floor(width / 2);
      continue;
    }
    const transactions: Stripe.BalanceTransaction[] = first.has_more ? await list.autoPagingToArray({ limit: 10_000 }) : first.data;
    const movements = transactions.flatMap((transaction) => toMovement(transaction, settings)).reverse();
    start += width;
    return { movements, next: start < end ? `${start}:${width * 2}` : null };
  }
}

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

function readCursor(cursor: string | undefined): { start: number; width: number } | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,12}):(\d{1,12})$/.exec(cursor);
  if (!match) throw new ProviderError('bad_input', 'This is no place in the books of Stripe: begin at the start of the span.');
  return { start: Number(match[1]), width: Number(match[2]) };
}

/** Fees, payouts and what else moves on the balance are none of ours. */
function toMovement(transaction: Stripe.BalanceTransaction, settings: StripeClient['settings']): PaymentMovement[] {
  const { source } = transaction;
  if (typeof source !== 'object' || source === null) return [];
  const at = new Date(transaction.created * 1000).toISOString();
  const amount = amountOf(transaction, source);
  switch (source.object) {
    case 'charge':
      requireMode(source.livemode, settings);
      // A payment may be captured in parts, each with a transaction of its own.
      return isOf(transaction, ['charge', 'payment'])
        ? [{ type: 'capture', reference: transaction.id, ...paymentOf(source), key: source.metadata[OUR_KEY] ?? null, amount, at }]
        : [];
    case 'refund':
      return isOf(transaction, ['refund', 'payment_refund'])
        ? [{ type: 'refund', reference: source.id, ...paymentOf(source), key: source.metadata?.[OUR_KEY] ?? null, amount, at }]
        : [];
    case 'dispute':
      requireMode(source.livemode, settings);
      return [
        { type: transaction.amount < 0 ? 'dispute' : 'dispute_won', reference: source.id, ...paymentOf(source), key: null, amount, at },
      ];
    default:
      return [];
  }
}

const isOf = ({ type }: Stripe.BalanceTransaction, types: readonly string[]): boolean => types.includes(type);

const paymentOf = ({ payment_intent }: { payment_intent: string | Stripe.PaymentIntent | null }): Pick<PaymentMovement, 'payment'> => ({
  payment: typeof payment_intent === 'string' ? payment_intent : (payment_intent?.id ?? null),
});

/** The balance may be kept in another currency than the buyer paid in: then what the buyer paid or got counts. */
function amountOf({ amount, currency }: Stripe.BalanceTransaction, source: Stripe.BalanceTransactionSource): PaymentMovement['amount'] {
  if (source.object !== 'charge' && source.object !== 'refund' && source.object !== 'dispute') return { amount: 0, currency: '' };
  if (source.currency === currency) return fromStripeAmount(Math.abs(amount), currency);
  return fromStripeAmount(source.object === 'charge' ? source.amount_captured : source.amount, source.currency);
}

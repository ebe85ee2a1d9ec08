import type Stripe from 'stripe';
import { newestFirst } from './archive.ts';
import { type Dossier, latestCharge } from './dossier.ts';

/** Which fields a request wants to see whole, as `latest_charge.refunds` says it. */
export type Expand = readonly string[];

/** What is to be expanded inside of a field. */
const inside = (expand: Expand, field: string): Expand =>
  expand.flatMap((path) => (path.startsWith(`${field}.`) ? [path.slice(field.length + 1)] : []));
const wants = (expand: Expand, field: string): boolean => expand.some((path) => path === field || path.startsWith(`${field}.`));

/** How many of its refunds a charge shows. */
const REFUNDS_SHOWN = 10;

export function viewIntent(dossier: Dossier, expand: Expand): Stripe.PaymentIntent {
  const charge = latestCharge(dossier);
  if (!charge || !wants(expand, 'latest_charge')) return dossier.intent;
  return { ...dossier.intent, latest_charge: viewCharge(dossier, charge, inside(expand, 'latest_charge')) };
}

function viewCharge({ refunds }: Dossier, charge: Stripe.Charge, expand: Expand): Stripe.Charge {
  if (!wants(expand, 'refunds')) return charge;
  const own = refunds.filter((refund) => refund.charge === charge.id).sort(newestFirst);
  const shown = { data: own.slice(0, REFUNDS_SHOWN), has_more: own.length > REFUNDS_SHOWN };
  return { ...charge, refunds: { object: 'list', url: `/v1/charges/${charge.id}/refunds`, ...shown } };
}

export function viewRefund(dossier: Dossier, refund: Stripe.Refund, expand: Expand): Stripe.Refund {
  const charge = dossier.charges.find(({ id }) => id === refund.charge);
  return charge && wants(expand, 'charge') ? { ...refund, charge: viewCharge(dossier, charge, inside(expand, 'charge')) } : refund;
}

export function viewTransaction(dossier: Dossier, transaction: Stripe.BalanceTransaction, expand: Expand): Stripe.BalanceTransaction {
  if (!wants(expand, 'source')) return transaction;
  const { charges, refunds, disputes } = dossier;
  return { ...transaction, source: [...charges, ...refunds, ...disputes].find(({ id }) => id === transaction.source) ?? null };
}

type Listed = { readonly id: string; readonly created: number };
type Page = {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
};

/** A page of a list, the newest first: ten unless `limit` says otherwise, at most a hundred. */
export function viewList<T extends Listed>(all: readonly T[], { limit = 10, starting_after, ending_before }: Page, url: string) {
  const sorted = [...all].sort(newestFirst);
  const most = Math.min(Math.max(limit, 1), 100);
  const end = sorted.findIndex(({ id }) => id === ending_before);
  if (end >= 0) return { object: 'list', url, data: sorted.slice(Math.max(end - most, 0), end), has_more: end > most };
  const start = sorted.findIndex(({ id }) => id === starting_after) + 1;
  return { object: 'list', url, data: sorted.slice(start, start + most), has_more: sorted.length > start + most };
}

/** What a request wants expanded inside of `data`. */
export const expandInList = (expand: Expand): Expand => inside(expand, 'data');

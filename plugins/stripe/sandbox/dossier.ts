import type Stripe from 'stripe';
import type { CardId } from './cards.ts';

/** All that the simulator holds of one payment. It is one record, so that every change of it is whole. */
export type Dossier = {
  readonly intent: Stripe.PaymentIntent;
  /** The newest last, as in the other lists. */
  readonly charges: readonly Stripe.Charge[];
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
  readonly transactions: readonly Stripe.BalanceTransaction[];
  /** The card that was given last. */
  readonly card: CardId | null;
  readonly places: { readonly back: string; readonly cancel: string };
};

/** What is to be told of a change. */
export type News = { readonly type: string; readonly object: Stripe.PaymentIntent | Stripe.Charge | Stripe.Refund | Stripe.Dispute };

/** A change of a payment, and what is told of it. */
export type Step = { readonly dossier: Dossier; readonly news: readonly News[] };

export const still = (dossier: Dossier): Step => ({ dossier, news: [] });

/** The charge that counts, with a change of it in its place. */
export const changeLatest = (dossier: Dossier, change: Partial<Stripe.Charge>): Dossier => {
  const charges = dossier.charges.map((charge) => (charge.id === dossier.intent.latest_charge ? { ...charge, ...change } : charge));
  return { ...dossier, charges };
};

export const latestCharge = ({ intent, charges }: Dossier): Stripe.Charge | undefined =>
  charges.find(({ id }) => id === intent.latest_charge);

/** What the buyer has got back, and what is on its way to him. */
export const givenBack = ({ refunds }: Dossier): number =>
  refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);

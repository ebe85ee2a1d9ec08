/** Where an order stands, in the one word that its pill says. */
export type OrderStage = 'placed' | 'failed' | 'paid' | 'partly' | 'fulfilled' | 'cancelled';

type Standing = { readonly state: string; readonly paymentState: string; readonly fulfilmentState: string };

/** What matters most of an order's states: called off, not payable, sent, to send, to pay, in this order. */
export function stageOf({ state, paymentState, fulfilmentState }: Standing): OrderStage {
  if (state === 'cancelled') return 'cancelled';
  if (paymentState === 'failed') return 'failed';
  if (fulfilmentState === 'whole') return 'fulfilled';
  if (fulfilmentState === 'part') return 'partly';
  return paymentState === 'paid' || paymentState === 'authorised' || paymentState === 'part' ? 'paid' : 'placed';
}

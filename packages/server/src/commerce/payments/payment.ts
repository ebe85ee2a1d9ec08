import type { PaymentState } from '@bottega/contracts';

/** How far a payment has come: `prepared` is ours alone, before the provider was asked; the others are what the provider said last. */
export type PaymentRowState = 'prepared' | PaymentState;

/** A payment that the provider has taken on, so that its order is written. */
export const TAKEN_ON = ['approved', 'authorised', 'awaiting_transfer', 'captured'] as const satisfies readonly PaymentState[];
export type TakenOn = (typeof TAKEN_ON)[number];
export const isTakenOn = (state: PaymentState): state is TakenOn => (TAKEN_ON as readonly PaymentState[]).includes(state);

/** `requested` is ours alone; `pending` was taken on by the provider. */
export type RefundState = 'requested' | 'pending' | 'done' | 'failed';

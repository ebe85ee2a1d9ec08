import type Stripe from 'stripe';
import type { TestCard } from './cards.ts';
import { cardOf } from './cards.ts';
import { changeLatest, type Dossier, givenBack, latestCharge, type News, type Step, still } from './dossier.ts';
import { newCharge, newDispute, newRefund, newTransaction, secondsOf } from './objects.ts';
import { invalid, type Refusal } from './refusal.ts';

// What can happen to a payment, as pure functions of what is held of it. Fees are those of a common European price list: 1.5 % and 25.

const feeOf = (amount: number): number => Math.round(amount * 0.015) + 25;
/** What a dispute costs. */
const DISPUTE_FEE = 2_000;
/** How long a refund that does not go through at once is under way. */
const REFUND_PENDING_S = 60;

const wrongState = (intent: Stripe.PaymentIntent, verb: string, wanted: string): Refusal =>
  invalid(
    `This PaymentIntent could not be ${verb} because it has a status of ${intent.status}. ` +
      `Only a PaymentIntent with one of the following statuses may be ${verb}: ${wanted}.`,
    { code: 'payment_intent_unexpected_state' },
  );

/** The buyer gives a card. Its bank decides at once, or asks him first. */
export function giveCard(dossier: Dossier, card: TestCard, now: Date): Step {
  const { intent } = dossier;
  if (intent.status !== 'requires_payment_method') throw wrongState(intent, 'confirmed', 'requires_payment_method');
  if (!card.asksBank) return decide({ ...dossier, card: card.id }, card, now);
  const asked: Stripe.PaymentIntent = { ...intent, status: 'requires_action', last_payment_error: null };
  return { dossier: { ...dossier, card: card.id, intent: asked }, news: [{ type: 'payment_intent.requires_action', object: asked }] };
}

/** The buyer answers his bank. */
export function answerBank(dossier: Dossier, isApproved: boolean, now: Date): Step {
  const { intent } = dossier;
  const card = cardOf(dossier.card);
  if (intent.status !== 'requires_action' || !card) throw wrongState(intent, 'confirmed', 'requires_action');
  if (isApproved) return decide(dossier, card, now);
  const failed: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    last_payment_error: {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message: 'The provided PaymentMethod has failed authentication.',
    },
  };
  return { dossier: { ...dossier, intent: failed }, news: [{ type: 'payment_intent.payment_failed', object: failed }] };
}

function decide(dossier: Dossier, card: TestCard, now: Date): Step {
  const { intent } = dossier;
  const charge = newCharge(intent, card, now);
  const charges = [...dossier.charges, charge];
  if (card.decline) {
    const last_payment_error = { type: 'card_error', charge: charge.id, ...card.decline } as const;
    const failed: Stripe.PaymentIntent = { ...intent, status: 'requires_payment_method', latest_charge: charge.id, last_payment_error };
    const news: News[] = [
      { type: 'charge.failed', object: charge },
      { type: 'payment_intent.payment_failed', object: failed },
    ];
    return { dossier: { ...dossier, charges, intent: failed }, news };
  }
  const promised: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_capture',
    amount_capturable: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
    payment_method: charge.payment_method,
  };
  const news: News[] = [
    { type: 'charge.succeeded', object: charge },
    { type: 'payment_intent.amount_capturable_updated', object: promised },
  ];
  return { dossier: { ...dossier, charges, intent: promised }, news };
}

/** Takes the money that is promised, or a part of it. What is left over by the last part is set free. */
export function capture(dossier: Dossier, { amount: asked, isFinal }: { amount: number | undefined; isFinal: boolean }, now: Date): Step {
  const { intent } = dossier;
  const charge = latestCharge(dossier);
  if (intent.status !== 'requires_capture' || !charge) throw wrongState(intent, 'captured', 'requires_capture');
  const amount = asked ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    throw invalid('The amount to capture is greater than the amount that can be captured.', { param: 'amount_to_capture' });
  }
  if (!isFinal && charge.payment_method_details?.card?.multicapture?.status !== 'available') {
    throw invalid('This PaymentIntent cannot be captured more than once.', { param: 'final_capture' });
  }
  const received = intent.amount_received + amount;
  const isLast = isFinal || received === intent.amount;
  const transaction = newTransaction({ amount, currency: intent.currency, fee: feeOf(amount), source: charge.id }, 'charge', now);
  const captured: Stripe.PaymentIntent = {
    ...intent,
    amount_received: received,
    amount_capturable: isLast ? 0 : intent.amount - received,
    status: isLast ? 'succeeded' : 'requires_capture',
  };
  const after = changeLatest(
    { ...dossier, intent: captured, transactions: [...dossier.transactions, transaction] },
    { captured: isLast, amount_captured: received, balance_transaction: transaction.id },
  );
  if (!isLast) return { dossier: after, news: [{ type: 'payment_intent.amount_capturable_updated', object: captured }] };
  const freed = setFree(after, now);
  const news: News[] = [
    { type: 'charge.captured', object: latestCharge(freed) ?? charge },
    { type: 'payment_intent.succeeded', object: captured },
  ];
  const disputed = cardOf(dossier.card)?.later === 'dispute' ? dispute(freed, now) : still(freed);
  return { dossier: disputed.dossier, news: [...news, ...disputed.news] };
}

/** Stripe has been seen to keep the rest that nobody will capture as a refund of the charge, without a movement of money. */
function setFree(dossier: Dossier, now: Date): Dossier {
  const { intent } = dossier;
  const charge = latestCharge(dossier);
  const rest = intent.amount - intent.amount_received;
  if (!charge || rest === 0) return dossier;
  const refund = newRefund({ intent, charge, amount: rest, status: 'succeeded' }, { reason: null, metadata: {} }, now);
  return changeLatest({ ...dossier, refunds: [...dossier.refunds, refund] }, { amount_refunded: rest });
}

/** Gives the payment up. @throws Refusal once it was captured or given up before */
export function cancel(dossier: Dossier, reason: Stripe.PaymentIntent.CancellationReason | null, now: Date): Step {
  const { intent } = dossier;
  const open = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'];
  if (!open.includes(intent.status)) throw wrongState(intent, 'canceled', open.join(', '));
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    status: 'canceled',
    canceled_at: secondsOf(now),
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  };
  const after = setFree({ ...dossier, intent: canceled }, now);
  return { dossier: after, news: [{ type: 'payment_intent.canceled', object: canceled }] };
}

/** Gives money back. @throws Refusal for more than there is, or while it is disputed */
export function refund(
  dossier: Dossier,
  { amount: asked, reason, metadata }: { amount: number | undefined; reason: Stripe.Refund['reason']; metadata: Stripe.Metadata },
  now: Date,
): Step & { readonly refund: Stripe.Refund } {
  const { intent } = dossier;
  const charge = latestCharge(dossier);
  if (!charge || intent.amount_received === 0) {
    throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { param: 'payment_intent' });
  }
  if (charge.disputed) throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
  const rest = intent.amount - givenBack(dossier);
  if (rest <= 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const amount = asked ?? rest;
  if (amount > rest) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${rest})`, { param: 'amount' });
  }
  const later = cardOf(dossier.card)?.later;
  const status = later === 'refund_pending' ? 'pending' : 'succeeded';
  const made = newRefund({ intent, charge, amount, status }, { reason, metadata }, now);
  const transaction = newTransaction({ amount: -amount, currency: intent.currency, fee: 0, source: made.id }, 'refund', now);
  const kept = { ...made, balance_transaction: transaction.id };
  const refunded = charge.amount_refunded + amount;
  const after = changeLatest(
    { ...dossier, refunds: [...dossier.refunds, kept], transactions: [...dossier.transactions, transaction] },
    { amount_refunded: refunded, refunded: refunded === charge.amount },
  );
  const news: News[] = [
    { type: 'refund.created', object: kept },
    { type: 'charge.refunded', object: latestCharge(after) ?? charge },
  ];
  return { dossier: after, news, refund: kept };
}

function dispute(dossier: Dossier, now: Date): Step {
  const { intent } = dossier;
  const charge = latestCharge(dossier);
  if (!charge) return still(dossier);
  const raised = newDispute(intent, charge, now);
  const cost = { amount: -raised.amount, currency: intent.currency, fee: DISPUTE_FEE, source: raised.id };
  const transaction = newTransaction(cost, 'adjustment', now);
  const kept = { ...raised, balance_transactions: [transaction] };
  const after = changeLatest(
    { ...dossier, disputes: [...dossier.disputes, kept], transactions: [...dossier.transactions, transaction] },
    { disputed: true },
  );
  const news = ['charge.dispute.created', 'charge.dispute.funds_withdrawn'].map((type) => ({ type, object: kept }));
  return { dossier: after, news };
}

/** The words that decide a dispute at Stripe when practising. */
const WINS = 'winning_evidence';
const LOSES = 'losing_evidence';

/** The shop answers a dispute; some words decide it at once. */
export function answerDispute(dossier: Dossier, id: string, evidence: string, now: Date): Step & { readonly dispute: Stripe.Dispute } {
  const known = dossier.disputes.find((candidate) => candidate.id === id);
  if (known?.status !== 'needs_response') throw invalid('This dispute is already closed.', { param: 'dispute' });
  const status = evidence === WINS ? 'won' : evidence === LOSES ? 'lost' : 'under_review';
  const given = { amount: known.amount, currency: known.currency, fee: 0, source: id };
  const back = status === 'won' ? [newTransaction(given, 'adjustment', now)] : [];
  const answered: Stripe.Dispute = {
    ...known,
    status,
    evidence: { ...known.evidence, uncategorized_text: evidence },
    evidence_details: { ...known.evidence_details, has_evidence: true, submission_count: 1, submission_method: 'manual' },
    balance_transactions: [...known.balance_transactions, ...back],
  };
  const disputes = dossier.disputes.map((candidate) => (candidate.id === id ? answered : candidate));
  const types = status === 'under_review' ? ['updated'] : status === 'won' ? ['closed', 'funds_reinstated'] : ['closed'];
  const news = types.map((type) => ({ type: `charge.dispute.${type}`, object: answered }));
  return { dossier: { ...dossier, disputes, transactions: [...dossier.transactions, ...back] }, news, dispute: answered };
}

/** What has happened of itself: a promise of money that has run out, a refund that has arrived or come back. */
export function passTime(dossier: Dossier, now: Date): Step {
  const before = latestCharge(dossier)?.payment_method_details?.card?.capture_before;
  const isOver = dossier.intent.status === 'requires_capture' && before !== undefined && secondsOf(now) >= before;
  const expired = isOver ? cancel(dossier, 'automatic', now) : still(dossier);
  const due = expired.dossier.refunds.find((candidate) => isDue(candidate, expired.dossier, now));
  if (!due) return expired;
  const settled = settleRefund(expired.dossier, due, now);
  return { dossier: settled.dossier, news: [...expired.news, ...settled.news] };
}

function isDue({ status, created, reason }: Stripe.Refund, { card }: Dossier, now: Date): boolean {
  const fails = cardOf(card)?.later === 'refund_fails' && status === 'succeeded' && reason !== null;
  return (status === 'pending' || fails) && secondsOf(now) >= created + REFUND_PENDING_S;
}

function settleRefund(dossier: Dossier, due: Stripe.Refund, now: Date): Step {
  const fails = cardOf(dossier.card)?.later === 'refund_fails';
  const settled: Stripe.Refund = fails
    ? { ...due, status: 'failed', failure_reason: 'expired_or_canceled_card' }
    : { ...due, status: 'succeeded' };
  const refunds = dossier.refunds.map((candidate) => (candidate.id === due.id ? settled : candidate));
  const news: News[] = [{ type: fails ? 'refund.failed' : 'refund.updated', object: settled }];
  if (!fails) return { dossier: { ...dossier, refunds }, news };
  const back = newTransaction({ amount: due.amount, currency: due.currency, fee: 0, source: due.id }, 'refund_failure', now);
  const refunded = (latestCharge(dossier)?.amount_refunded ?? 0) - due.amount;
  const after = changeLatest(
    { ...dossier, refunds, transactions: [...dossier.transactions, back] },
    { amount_refunded: refunded, refunded: false },
  );
  return { dossier: after, news };
}

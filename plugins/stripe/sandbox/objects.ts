import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { TestCard } from './cards.ts';

// Whole objects of the API, held to the types of the SDK: what Stripe always answers, the simulator answers too.

/** How long a bank promises the money of an online payment by card. */
const PROMISED_S = 7 * 24 * 3_600;

const latest = { at: 0, count: 0 };

/** Ids of one process are in the order in which they were made, so that lists have an order within a second. */
export function newId(prefix: string): string {
  const at = Math.max(Date.now(), latest.at);
  latest.count = at === latest.at ? latest.count + 1 : 0;
  latest.at = at;
  return `${prefix}_${at.toString(16).padStart(12, '0')}${latest.count.toString(16).padStart(6, '0')}${randomBytes(6).toString('hex')}`;
}

export const secondsOf = (now: Date): number => Math.floor(now.getTime() / 1000);

export type IntentParameters = Pick<Stripe.PaymentIntent, 'amount' | 'currency' | 'metadata' | 'payment_method_types'> & {
  readonly description: string | undefined;
  readonly receipt_email: string | undefined;
  readonly statement_descriptor_suffix: string | undefined;
  readonly multicapture: boolean;
};

export function newIntent(given: IntentParameters, now: Date): Stripe.PaymentIntent {
  const id = newId('pi');
  const { amount, currency, metadata, payment_method_types, description, receipt_email, statement_descriptor_suffix, multicapture } = given;
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: ['card'],
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'manual',
    client_secret: `${id}_secret_${randomBytes(18).toString('hex')}`,
    confirmation_method: 'automatic',
    created: secondsOf(now),
    currency,
    customer: null,
    customer_account: null,
    description: description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...(multicapture ? { request_multicapture: 'if_available' } : {}),
      },
    },
    payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: receipt_email ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

/** What a bank made of a card: a promise of the money, or a decline. */
export function newCharge(intent: Stripe.PaymentIntent, card: TestCard, now: Date): Stripe.Charge {
  const { decline } = card;
  const created = secondsOf(now);
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    calculated_statement_descriptor: ['SIMULATOR', intent.statement_descriptor_suffix ?? ''].join('* ').slice(0, 22),
    captured: false,
    created,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: decline ? 'declined_by_network' : 'approved_by_network',
      reason: decline?.decline_code ?? null,
      seller_message: decline ? 'The bank declined the payment.' : 'Payment complete.',
      type: decline ? 'issuer_declined' : 'authorized',
    },
    paid: !decline,
    payment_intent: intent.id,
    payment_method: newId('pm'),
    payment_method_details: { type: 'card', card: cardDetails(intent, card, created) },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

type CardDetails = NonNullable<Stripe.Charge.PaymentMethodDetails['card']>;

function cardDetails(
  { amount, payment_method_options }: Stripe.PaymentIntent,
  { number, asksBank }: TestCard,
  created: number,
): CardDetails {
  const isMulticapture = payment_method_options?.card?.request_multicapture === 'if_available';
  return {
    amount_authorized: amount,
    authorization_code: null,
    brand: 'visa',
    capture_before: created + PROMISED_S,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2034,
    extended_authorization: { status: 'disabled' },
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: number.slice(-4),
    mandate: null,
    multicapture: { status: isMulticapture ? 'available' : 'unavailable' },
    network: 'visa',
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: asksBank
      ? {
          authentication_flow: 'challenge',
          electronic_commerce_indicator: '05',
          exemption_indicator: null,
          result: 'authenticated',
          result_reason: null,
          transaction_id: null,
          version: '2.2.0',
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

export function newRefund(
  { intent, charge, amount, status }: { intent: Stripe.PaymentIntent; charge: Stripe.Charge; amount: number; status: string },
  { reason, metadata }: { reason: Stripe.Refund['reason']; metadata: Stripe.Metadata },
  now: Date,
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: secondsOf(now),
    currency: intent.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: 'card', card: { type: status === 'pending' ? 'refund' : 'reversal' } },
    metadata,
    payment_intent: intent.id,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}

/** Money that came onto the balance, or went off it. `fee` is what the company keeps. */
export function newTransaction(
  { amount, currency, fee, source }: { amount: number; currency: string; fee: number; source: string },
  type: 'charge' | 'refund' | 'adjustment' | 'refund_failure',
  now: Date,
): Stripe.BalanceTransaction {
  const category = amount < 0 ? 'dispute' : 'dispute_reversal';
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: secondsOf(now),
    balance_type: 'payments',
    created: secondsOf(now),
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [{ amount: fee, application: null, currency, description: 'Stripe processing fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: type === 'adjustment' ? category : type,
    source,
    status: 'available',
    type,
  };
}

export function newDispute(intent: Stripe.PaymentIntent, charge: Stripe.Charge, now: Date): Stripe.Dispute {
  return {
    id: newId('dp'),
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created: secondsOf(now),
    currency: intent.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: secondsOf(now) + PROMISED_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    reason: 'fraudulent',
    status: 'needs_response',
  };
}

const NO_EVIDENCE: Stripe.Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

import type { SimulatorHost } from '@bottega/contracts';
import { decimalsOf } from '@bottega/contracts';
import type Stripe from 'stripe';
import type { Archive } from './archive.ts';
import type { Dossier } from './dossier.ts';
import type { Form } from './form.ts';
import { newIntent, secondsOf } from './objects.ts';
import {
  flag,
  group,
  integer,
  longest,
  metadata,
  oneOf,
  optional,
  PAGE,
  type Range,
  range,
  readParameters,
  text,
  texts,
} from './parameters.ts';
import * as payments from './payments.ts';
import { invalid, missing } from './refusal.ts';
import { expandInList, viewIntent, viewList, viewRefund, viewTransaction } from './views.ts';

export type Desk = { readonly archive: Archive; readonly host: SimulatorHost };

/** A request of the API: its parameters are looked at first, and what comes of that is done. `id` is the one in the address. */
export type Operation = {
  /** By which faults name it. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  prepare(form: Form, id: string): (desk: Desk) => Promise<unknown>;
};

/** How long it takes until Stripe's search knows what is new. */
const INDEXED_AFTER_S = 60;
/** Stripe takes eight digits, and about half a euro at least. */
const MOST = 99_999_999;
const LEAST_OF_TWO_DECIMALS = 50;

const SUFFIX = /^(?=.*[A-Za-z])[^<>\\'"*\u0080-\uffff]{1,22}$/;

/** The requests that the plugin sends, and the answer to a dispute, with which a test takes the place of the shop's people. */
export const OPERATIONS: readonly Operation[] = [
  {
    name: 'create',
    method: 'POST',
    path: /^\/v1\/payment_intents$/,
    prepare: (form) => {
      const given = readParameters(form, {
        amount: integer,
        currency: text,
        capture_method: oneOf('manual'),
        allowed_payment_method_types: texts,
        payment_method_options: optional(group),
        description: optional(longest(1_000)),
        statement_descriptor_suffix: optional(text),
        receipt_email: optional(text),
        metadata: optional(metadata),
        expand: optional(texts),
      });
      requireAmount(given.amount, given.currency);
      requireTexts(given);
      const { allowed_payment_method_types, payment_method_options, metadata: named = {}, expand = [], ...rest } = given;
      const payment_method_types = [...allowed_payment_method_types];
      const multicapture = wantsMulticapture(payment_method_options);
      return async ({ archive, host }) => {
        const made = newIntent({ ...rest, payment_method_types, metadata: named, multicapture }, host.now());
        const dossier = open(made, host.pages);
        await archive.add(dossier);
        return viewIntent(dossier, expand);
      };
    },
  },
  {
    name: 'search',
    method: 'GET',
    path: /^\/v1\/payment_intents\/search$/,
    prepare: (form) => {
      const { query, limit, expand = [] } = readParameters(form, { query: text, limit: optional(integer), expand: optional(texts) });
      const [, name = '', value = ''] = /^metadata\['((?:[^'\\]|\\.)+)'\]:'((?:[^'\\]|\\.)*)'$/s.exec(query) ?? [];
      if (name === '') throw invalid('We were unable to parse your search query.', { param: 'query' });
      const wanted = value.replace(/\\(.)/gs, '$1');
      return async ({ archive, host }) => {
        const until = secondsOf(host.now()) - INDEXED_AFTER_S;
        const found = (await archive.all()).filter(({ intent }) => intent.created <= until && intent.metadata[name] === wanted);
        const data = found.slice(0, limit ?? 10).map((dossier) => viewIntent(dossier, expandInList(expand)));
        return { object: 'search_result', url: '/v1/payment_intents/search', has_more: false, next_page: null, data };
      };
    },
  },
  {
    name: 'list',
    method: 'GET',
    path: /^\/v1\/payment_intents$/,
    prepare: (form) => {
      const { created, expand = [], ...page } = readParameters(form, { ...PAGE, created: optional(range) });
      return async ({ archive }) => {
        const dossiers = (await archive.all()).filter(({ intent }) => isIn(intent.created, created));
        const listed = dossiers.map((dossier) => viewIntent(dossier, expandInList(expand)));
        return viewList(listed, page, '/v1/payment_intents');
      };
    },
  },
  {
    name: 'retrieve',
    method: 'GET',
    path: /^\/v1\/payment_intents\/([^/]+)$/,
    prepare: (form, id) => {
      const { expand = [] } = readParameters(form, { expand: optional(texts) });
      return async ({ archive }) => viewIntent(await archive.read(id), expand);
    },
  },
  {
    name: 'capture',
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/capture$/,
    prepare: (form, id) => {
      const given = readParameters(form, { amount_to_capture: optional(integer), final_capture: optional(flag), expand: optional(texts) });
      const { amount_to_capture: amount, final_capture: isFinal = true, expand = [] } = given;
      if (amount !== undefined && amount < 1) throw invalid('Invalid positive integer', { param: 'amount_to_capture' });
      return async ({ archive }) => {
        const { dossier } = await archive.change(id, (held, now) => payments.capture(held, { amount, isFinal }, now));
        return viewIntent(dossier, expand);
      };
    },
  },
  {
    name: 'cancel',
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/cancel$/,
    prepare: (form, id) => {
      const reasons = oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer');
      const { cancellation_reason, expand = [] } = readParameters(form, {
        cancellation_reason: optional(reasons),
        expand: optional(texts),
      });
      return async ({ archive }) => {
        const { dossier } = await archive.change(id, (held, now) => payments.cancel(held, cancellation_reason ?? null, now));
        return viewIntent(dossier, expand);
      };
    },
  },
  {
    name: 'refund',
    method: 'POST',
    path: /^\/v1\/refunds$/,
    prepare: (form) => {
      const given = readParameters(form, {
        payment_intent: text,
        amount: optional(integer),
        reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer')),
        metadata: optional(metadata),
        expand: optional(texts),
      });
      const { payment_intent: id, amount, reason = null, metadata: named = {}, expand = [] } = given;
      if (amount !== undefined && amount < 1) throw invalid('Invalid positive integer', { param: 'amount' });
      return async ({ archive }) => {
        const { dossier, refund } = await archive.change(id, (held, now) =>
          payments.refund(held, { amount, reason, metadata: named }, now),
        );
        return viewRefund(dossier, refund, expand);
      };
    },
  },
  {
    name: 'list_refunds',
    method: 'GET',
    path: /^\/v1\/refunds$/,
    prepare: (form) => {
      const { payment_intent: id, expand = [], ...page } = readParameters(form, { ...PAGE, payment_intent: text });
      return async ({ archive }) => {
        const dossier = await archive.read(id);
        const listed = dossier.refunds.map((refund) => viewRefund(dossier, refund, expandInList(expand)));
        return viewList(listed, page, '/v1/refunds');
      };
    },
  },
  {
    name: 'retrieve_refund',
    method: 'GET',
    path: /^\/v1\/refunds\/([^/]+)$/,
    prepare: (form, id) => {
      const { expand = [] } = readParameters(form, { expand: optional(texts) });
      return async ({ archive }) => {
        const dossier = (await archive.all()).find(({ refunds }) => refunds.some((refund) => refund.id === id));
        const refund = dossier?.refunds.find((candidate) => candidate.id === id);
        if (!dossier || !refund) throw missing('refund', id, 'refund');
        return viewRefund(dossier, refund, expand);
      };
    },
  },
  {
    name: 'list_movements',
    method: 'GET',
    path: /^\/v1\/balance_transactions$/,
    prepare: (form) => {
      const { created, type, expand = [], ...page } = readParameters(form, { ...PAGE, created: optional(range), type: optional(text) });
      return async ({ archive }) => {
        const listed = (await archive.all()).flatMap((dossier) =>
          dossier.transactions
            .filter((transaction) => isIn(transaction.created, created) && (type === undefined || transaction.type === type))
            .map((transaction) => viewTransaction(dossier, transaction, expandInList(expand))),
        );
        return viewList(listed, page, '/v1/balance_transactions');
      };
    },
  },
  {
    name: 'answer_dispute',
    method: 'POST',
    path: /^\/v1\/disputes\/([^/]+)$/,
    prepare: (form, id) => {
      const { evidence } = readParameters(form, { evidence: group, submit: optional(flag), expand: optional(texts) });
      const { uncategorized_text } = readParameters(evidence, { uncategorized_text: text });
      return async ({ archive }) => {
        const dossier = (await archive.all()).find(({ disputes }) => disputes.some((dispute) => dispute.id === id));
        if (!dossier) throw missing('dispute', id, 'dispute');
        const step = await archive.change(dossier.intent.id, (held, now) => payments.answerDispute(held, id, uncategorized_text, now));
        return step.dispute;
      };
    },
  },
];

/**
 * A new payment. In the place of the company's form, which needs its script, the buyer is led to a page of the simulator: that is what
 * `next_action` says here and not there. Where he goes from it travels in the metadata.
 */
function open(intent: Stripe.PaymentIntent, pages: string): Dossier {
  const { simulator_return_url: back = '', simulator_cancel_url: cancel = back } = intent.metadata;
  const url = `${pages}/pay/${intent.id}?client_secret=${intent.client_secret}`;
  const led: Stripe.PaymentIntent = { ...intent, next_action: { type: 'redirect_to_url', redirect_to_url: { url, return_url: back } } };
  return { intent: led, charges: [], refunds: [], disputes: [], transactions: [], card: null, places: { back, cancel } };
}

function requireAmount(amount: number, currency: string): void {
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, { param: 'currency' });
  const least = decimalsOf(currency.toUpperCase()) === 0 ? 1 : LEAST_OF_TWO_DECIMALS;
  if (amount < least) throw invalid(`Amount must be at least ${least}.`, { code: 'amount_too_small', param: 'amount' });
  if (amount > MOST) throw invalid(`Amount must be no more than ${MOST}.`, { code: 'amount_too_large', param: 'amount' });
}

type Texts = { readonly statement_descriptor_suffix: string | undefined; readonly receipt_email: string | undefined };

function requireTexts({ statement_descriptor_suffix: suffix, receipt_email: email }: Texts): void {
  if (suffix !== undefined && !SUFFIX.test(suffix)) {
    throw invalid('The statement descriptor suffix must have at least one letter, and none of < > \\ \' " *.', {
      param: 'statement_descriptor_suffix',
    });
  }
  if (email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    throw invalid(`Invalid email address: ${email}`, { code: 'email_invalid', param: 'receipt_email' });
  }
}

function wantsMulticapture(options: Form | undefined): boolean {
  if (options === undefined) return false;
  const { card } = readParameters(options, { card: group });
  const { request_multicapture } = readParameters(card, { request_multicapture: optional(oneOf('if_available', 'never')) });
  return request_multicapture === 'if_available';
}

const isIn = (created: number, span: Range | undefined): boolean => span === undefined || (created >= span.gte && created < span.lt);

import type { SimulatorHost } from '@bottega/contracts';
import { HOSTS } from '../settings.ts';
import type { KeptAuthorization, KeptCapture, KeptOrder, KeptRefund } from './state.ts';

/** Orders and their parts as PayPal shows them. */
export const API = `https://${HOSTS.simulator.api}`;

const link = (rel: string, path: string, method = 'GET') => ({ href: `${API}${path}`, rel, method });

/** A field that is not there is left out, never null. */
const given = (name: string, value: string | null): Readonly<Record<string, string>> => (value === null ? {} : { [name]: value });

export const viewAuthorization = (order: KeptOrder, { id, status, amount, expiration_time, create_time }: KeptAuthorization) => ({
  id,
  status,
  amount,
  ...given('custom_id', order.custom_id),
  ...given('invoice_id', order.invoice_id),
  expiration_time,
  create_time,
  update_time: create_time,
  supplementary_data: { related_ids: { order_id: order.id } },
  links: [
    link('self', `/v2/payments/authorizations/${id}`),
    link('capture', `/v2/payments/authorizations/${id}/capture`, 'POST'),
    link('void', `/v2/payments/authorizations/${id}/void`, 'POST'),
    link('up', `/v2/checkout/orders/${order.id}`),
  ],
});

export const viewCapture = (order: KeptOrder, { id, status, amount, invoice_id, final_capture, create_time }: KeptCapture) => ({
  id,
  status,
  amount,
  final_capture,
  ...given('custom_id', order.custom_id),
  ...given('invoice_id', invoice_id),
  create_time,
  update_time: create_time,
  supplementary_data: { related_ids: { order_id: order.id } },
  links: [
    link('self', `/v2/payments/captures/${id}`),
    link('refund', `/v2/payments/captures/${id}/refund`, 'POST'),
    link('up', `/v2/checkout/orders/${order.id}`),
  ],
});

export const viewRefund = ({ id, amount, custom_id, invoice_id, capture, create_time }: KeptRefund) => ({
  id,
  status: 'COMPLETED',
  amount,
  ...given('custom_id', custom_id),
  ...given('invoice_id', invoice_id),
  create_time,
  update_time: create_time,
  links: [link('self', `/v2/payments/refunds/${id}`), link('up', `/v2/payments/captures/${capture}`)],
});

function viewPayments(order: KeptOrder) {
  const { authorizations, captures, refunds } = order;
  if (authorizations.length + captures.length === 0) return {};
  return {
    payments: {
      ...(authorizations.length > 0 ? { authorizations: authorizations.map((part) => viewAuthorization(order, part)) } : {}),
      ...(captures.length > 0 ? { captures: captures.map((part) => viewCapture(order, part)) } : {}),
      ...(refunds.length > 0 ? { refunds: refunds.map((part) => viewRefund(part)) } : {}),
    },
  };
}

export const viewOrder = (host: SimulatorHost, order: KeptOrder) => ({
  id: order.id,
  intent: order.intent,
  status: order.status,
  create_time: order.create_time,
  payment_source: { paypal: {} },
  purchase_units: [
    {
      reference_id: 'default',
      amount: order.amount,
      payee: { merchant_id: order.payee },
      ...given('custom_id', order.custom_id),
      ...given('invoice_id', order.invoice_id),
      ...viewPayments(order),
    },
  ],
  links: [
    link('self', `/v2/checkout/orders/${order.id}`),
    ...(order.status === 'PAYER_ACTION_REQUIRED'
      ? [{ href: `${host.pages}/approve?token=${order.id}`, rel: 'payer-action', method: 'GET' }]
      : []),
  ],
});

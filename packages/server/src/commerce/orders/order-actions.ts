import { type Actor, may, type Permission } from '#platform';
import type { OrderAction, OrderStanding } from './order.ts';

type ActionRule = {
  readonly permission: Permission;
  /** Why not, from where the order stands; undefined when it may. */
  readonly whyNot: (order: OrderStanding) => string | undefined;
};

const isOver = ({ state }: OrderStanding) => (state === 'placed' ? undefined : `This order is ${state}.`);
const unless = (holds: boolean, refusal: string) => (holds ? undefined : refusal);
const MAY_BE_SENT: ReadonlySet<string> = new Set(['paid', 'part', 'authorised']);

/** Everything that can be done with an order, who may, and from where. Pages, routes and the command line read the same table. */
export const ORDER_ACTIONS: Readonly<Record<OrderAction, ActionRule>> = {
  pay: {
    permission: 'orders.write',
    whyNot: (order) => isOver(order) ?? unless(order.awaitsTransfer, `Its payment is ${order.paymentState}, not waiting for a transfer.`),
  },
  capture: {
    permission: 'payments.write',
    whyNot: (order) =>
      unless(order.state !== 'cancelled', 'This order is cancelled.') ??
      unless(!order.isTaking, 'Its money is being taken just now: look again in a moment.') ??
      unless(order.capturable > 0, 'Nothing of its payment is left to take.'),
  },
  fulfil: {
    permission: 'orders.write',
    whyNot: (order) =>
      isOver(order) ??
      unless(MAY_BE_SENT.has(order.paymentState), 'It is sent when it is paid, and it is not yet.') ??
      unless(order.toSend > 0, 'Nothing of it is left to send.'),
  },
  cancel: {
    permission: 'orders.write',
    whyNot: (order) => isOver(order) ?? unless(order.sent === 0, 'Some of it was sent: refund what comes back instead.'),
  },
  cancel_units: {
    permission: 'orders.write',
    whyNot: (order) =>
      isOver(order) ??
      unless(order.toSend > 0, 'All of it was sent or cancelled: refund what comes back instead.') ??
      unless(!order.isTaking, 'Its money is being taken just now: try again in a moment.') ??
      unless(MAY_BE_SENT.has(order.paymentState), 'Its money has not come: cancel the whole order, or wait for the money.'),
  },
  refund: {
    permission: 'orders.refund',
    whyNot: (order) => unless(order.refundable > 0, 'Nothing that was taken for it is left to give back.'),
  },
  note: { permission: 'orders.write', whyNot: () => undefined },
};

/** What the actor may do with the order now. */
export const openActions = (actor: Actor, order: OrderStanding): OrderAction[] =>
  (Object.keys(ORDER_ACTIONS) as OrderAction[]).filter((action) => {
    const { permission, whyNot } = ORDER_ACTIONS[action];
    return may(actor, permission) && whyNot(order) === undefined;
  });

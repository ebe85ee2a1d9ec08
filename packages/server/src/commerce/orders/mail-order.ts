import { type Mail, type Money, formatMoney } from '@bottega/contracts';
import { BottegaError, type Ctx, type EventListener } from '#platform';
import { getOrder } from './get-order.ts';
import type { OrderView } from './order.ts';

const LIMIT_MS = 30_000;

/** Tells the customer by mail that the order has arrived, and how to pay it. */
export const orderMail: EventListener = {
  name: 'order-mail',
  types: ['order.placed'],
  async hear(ctx, event) {
    const [provider] = ctx.providers.list('mail');
    if (!provider) throw new BottegaError('provider_failed', 'There is no mail provider.');
    const order = await getOrder(ctx, { id: event.subjectId });
    await ctx.providers.call({ signal: ctx.signal, limitMs: LIMIT_MS }, (call) => provider.send(composeMail(ctx, order), call));
  },
};

function composeMail({ shop, shopUrl }: Ctx, order: OrderView): Mail {
  const show = (money: Money) => formatMoney(money, shop.locale);
  const lines = order.lines.map(({ quantity, title, total }) => `${quantity} × ${title}  ${show(total)}`);
  const text = [
    `Thank you for your order ${order.code} at ${shop.name}.`,
    [...lines, `Shipping  ${show(order.shipping)}`, `Total  ${show(order.total)}`].join('\n'),
    order.paymentInstructions ?? '',
    order.transfer?.to ? `To: ${order.transfer.to}` : '',
    `You can look at it here: ${shopUrl}orders/${order.code}`,
  ];
  return {
    to: order.email,
    from: `${shop.slug}@shop.example`,
    subject: `${shop.name}: your order ${order.code}`,
    text: text.filter(Boolean).join('\n\n'),
  };
}

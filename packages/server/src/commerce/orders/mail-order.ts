import { type Money, formatMoney } from '@bottega/contracts';
import { type Ctx, type EventListener, languageOfMail, type Letter, queueMail } from '#platform';
import { getOrder } from './get-order.ts';
import type { OrderView } from './order.ts';
import { ORDER_WORDS } from './order-words.ts';

/** Tells the customer by mail that the order has arrived, and how to pay it. */
export const orderMail: EventListener = {
  name: 'order-mail',
  types: ['order.placed'],
  async hear(ctx, event) {
    const order = await getOrder(ctx, { id: event.subjectId });
    const letter = writeOrderLetter(ctx, order);
    await queueMail(ctx, { key: `order.placed:${order.id}`, kind: 'order.placed', to: order.email, locale: ctx.shop.locale, letter });
  },
};

function writeOrderLetter({ shop, shopUrl }: Ctx, order: OrderView): Letter {
  const words = ORDER_WORDS[languageOfMail(shop.locale)];
  const show = (money: Money) => formatMoney(money, shop.locale);
  const toPay = [order.paymentInstructions, order.transfer?.to && words.payTo(order.transfer.to)];
  return {
    subject: words.subject(shop.name, order.code),
    paragraphs: [words.thanks(shop.name), ...toPay.filter((line) => typeof line === 'string' && line !== '')] as string[],
    rows: [
      ...order.lines.map(({ quantity, title, total }) => [`${quantity} × ${title}`, show(total)] as const),
      [words.shipping, show(order.shipping)],
      [words.total, show(order.total)],
    ],
    action: { label: words.look, url: `${shopUrl}orders/${order.code}` },
    foot: words.why(shop.name),
  };
}

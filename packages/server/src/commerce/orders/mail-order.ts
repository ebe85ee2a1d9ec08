import { formatMoney, type Money } from '@bottega/contracts';
import { type Ctx, type DeliveredEvent, type EventListener, languageOfMail, type Letter, queueMail } from '#platform';
import { getOrder } from './get-order.ts';
import type { OrderView } from './order.ts';
import { ORDER_WORDS } from './order-words.ts';

/** Tells the buyer by mail that the order has arrived and how to pay it, what was sent, and what will not be. */
export const orderMail: EventListener = {
  name: 'order-mail',
  types: ['order.placed', 'order.fulfilled', 'order.cancelled', 'order.units_cancelled'],
  async hear(ctx, event) {
    const order = await getOrder(ctx, { id: event.subjectId });
    const letter = writeLetter(ctx, order, event);
    if (!letter) return;
    const id = event.type === 'order.placed' ? order.id : event.id;
    const locale = order.language || ctx.shop.locale;
    await queueMail(ctx, { key: `${event.type}:${id}`, kind: event.type, to: order.email, locale, letter });
  },
};

/** Nothing where the buyer is told of it by another mail, or is not to be told. */
function writeLetter(ctx: Ctx, order: OrderView, { type, payload }: DeliveredEvent): Letter | undefined {
  if (type === 'order.placed') return writeOrderLetter(ctx, order);
  if (type === 'order.fulfilled') return writeSentLetter(ctx, order, payload as SentPayload);
  if (type === 'order.units_cancelled') return writeCancelledLetter(ctx, order, (payload as UnitsPayload).lines);
  return order.paymentState === 'failed' ? undefined : writeCancelledLetter(ctx, order, undefined);
}

type Told = readonly { readonly title: string; readonly quantity: number }[];
type UnitsPayload = { readonly lines: Told };
type SentPayload = UnitsPayload & {
  readonly tracking: { readonly carrier: string; readonly number: string; readonly url: string | null };
  readonly notify: boolean;
};

function wordsOf({ shop }: Ctx, order: OrderView) {
  const locale = order.language || shop.locale;
  return { words: ORDER_WORDS[languageOfMail(locale)], show: (money: Money) => formatMoney(money, locale) };
}

const orderUrl = ({ shopUrl }: Ctx, { code }: OrderView): string => `${shopUrl}orders/${code}`;

const rowsOf = (lines: Told): [string, string][] => lines.map(({ title, quantity }) => [title, String(quantity)]);

function writeOrderLetter(ctx: Ctx, order: OrderView): Letter {
  const { shop } = ctx;
  const { words, show } = wordsOf(ctx, order);
  const toPay = [order.paymentInstructions, order.transfer?.to && words.payTo(order.transfer.to)];
  return {
    subject: words.subject(shop.name, order.code),
    paragraphs: [words.thanks(shop.name), ...toPay.filter((line) => typeof line === 'string' && line !== '')] as string[],
    rows: [
      ...order.lines.map(({ quantity, title, total }) => [`${quantity} × ${title}`, show(total)] as const),
      [words.shipping, show(order.shipping)],
      [words.total, show(order.total)],
    ],
    action: { label: words.look, url: orderUrl(ctx, order) },
    foot: words.why(shop.name),
  };
}

function writeSentLetter(ctx: Ctx, order: OrderView, { lines, tracking, notify }: SentPayload): Letter | undefined {
  if (!notify) return undefined;
  const { words } = wordsOf(ctx, order);
  const parcel = [tracking.carrier, tracking.number].filter(Boolean).join(' ');
  return {
    subject: words.sentSubject(ctx.shop.name, order.code),
    paragraphs: [order.fulfilmentState === 'whole' ? words.sent : words.partSent, ...(parcel ? [words.parcel(parcel)] : [])],
    rows: rowsOf(lines),
    action: tracking.url ? { label: words.track, url: tracking.url } : { label: words.look, url: orderUrl(ctx, order) },
    foot: words.why(ctx.shop.name),
  };
}

/** For the whole order, or some units of it. */
function writeCancelledLetter(ctx: Ctx, order: OrderView, lines: Told | undefined): Letter {
  const { words } = wordsOf(ctx, order);
  const isTaken = order.paymentState === 'paid' || order.paymentState === 'part';
  return {
    subject: words.cancelledSubject(ctx.shop.name, order.code),
    paragraphs: [lines ? words.unitsCancelled : words.cancelled(order.code), isTaken ? words.moneyComesBack : words.nothingTaken],
    rows: rowsOf(lines ?? order.lines),
    action: { label: words.look, url: orderUrl(ctx, order) },
    foot: words.why(ctx.shop.name),
  };
}

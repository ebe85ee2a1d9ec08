import { formatMoney } from '@bottega/contracts';
import { type Ctx, type EventListener, languageOfMail, queueMail } from '#platform';
import { PAYMENT_WORDS } from './payment-words.ts';

/** Tells the buyer that money has gone back, and that money could not be taken. */
export const paymentMail: EventListener = {
  name: 'payment-mail',
  types: ['order.refunded', 'order.payment_failed'],
  async hear(ctx, { id, type, subjectId, payload }) {
    const order = await ctx.db
      .selectFrom('orders')
      .select(['code', 'email', 'language', 'currency'])
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', subjectId)
      .executeTakeFirst();
    if (!order) return;
    const locale = order.language || ctx.shop.locale;
    const letter = type === 'order.refunded' ? refunded(ctx, { ...order, locale, payload }) : failed(ctx, { ...order, locale, payload });
    await queueMail(ctx, { key: `${type}:${id}`, kind: type, to: order.email, locale, letter });
  },
};

type Told = { readonly code: string; readonly currency: string; readonly locale: string; readonly payload: unknown };

function refunded({ shop, shopUrl }: Ctx, { code, currency, locale, payload }: Told) {
  const words = PAYMENT_WORDS[languageOfMail(locale)];
  const { amount = 0 } = payload as { amount?: number };
  return {
    subject: words.refunded(shop.name, code),
    paragraphs: [words.givenBack(formatMoney({ amount, currency }, locale), code)],
    action: { label: words.look, url: `${shopUrl}orders/${code}` },
    foot: words.why(shop.name),
  };
}

function failed({ shop, shopUrl }: Ctx, { code, locale, payload }: Told) {
  const words = PAYMENT_WORDS[languageOfMail(locale)];
  const { cancelled = false } = payload as { cancelled?: boolean };
  return {
    subject: words.failed(shop.name, code),
    paragraphs: [words.notTaken(code), cancelled ? words.calledOff : words.shopWrites],
    action: { label: words.look, url: `${shopUrl}orders/${code}` },
    foot: words.why(shop.name),
  };
}

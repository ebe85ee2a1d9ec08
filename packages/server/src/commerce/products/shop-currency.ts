import { isCurrency, type Money } from '@bottega/contracts';
import { BottegaError, type Ctx, refuseField } from '#platform';

/** A cart adds up prices, so all of a shop's are in its one currency. @throws BottegaError unknown_currency, invalid_input */
export function requireShopCurrency(ctx: Ctx, { currency }: Money, path = 'price'): void {
  const own = ctx.shop.currency;
  if (currency === own) return;
  const message = `"${currency}" is no currency that we know.`;
  if (!isCurrency(currency)) throw new BottegaError('unknown_currency', message, { problems: [{ path, message }] });
  refuseField(path, `This shop sells in ${own}: give the price in ${own}, not in ${currency}.`);
}

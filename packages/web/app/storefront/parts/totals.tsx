import type { Money as MoneyValue } from '@bottega/contracts';
import { Fragment } from 'react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import type { CartView } from '../types.ts';
import { Words } from './words.tsx';

/** What carts and orders both add up to. `tax` is null where it is not known yet. */
export type TotalsView = {
  readonly subtotal: MoneyValue;
  readonly discounts: readonly { readonly name: string; readonly amount: MoneyValue }[];
  readonly credit: MoneyValue;
  readonly shipping: MoneyValue;
  readonly tax: MoneyValue | null;
  readonly total: MoneyValue;
  readonly pricesIncludeTax: boolean;
};

/**
 * What a buyer is shown before the shop knows where it goes: its flat price for sending (minor units), added.
 * Ordering compares this total with the shop's own sum, and asks again where they differ.
 */
export function expectedTotals(cart: CartView, shippingFlat: number): TotalsView {
  const { subtotal, discounts, credit, shipping, tax, total, pricesIncludeTax } = cart;
  if (shipping) return { subtotal, discounts, credit, shipping, tax, total, pricesIncludeTax };
  const sending = { amount: shippingFlat, currency: total.currency };
  return {
    subtotal,
    discounts,
    credit,
    shipping: sending,
    tax: pricesIncludeTax ? null : tax,
    total: { ...total, amount: total.amount + shippingFlat },
    pricesIncludeTax,
  };
}

/** What is left to pay when gift cards and credit have paid their part. */
export const dueOf = ({ total, credit }: TotalsView): MoneyValue => ({ ...total, amount: total.amount - credit.amount });

/** Goods, sending, tax, and what is to pay. */
export function Totals({ totals }: { totals: TotalsView }) {
  const { subtotal, discounts, credit, shipping, tax, pricesIncludeTax } = totals;
  const t = useMessages();
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-2 [&_dd]:text-end">
      <dt className="text-ink-2">{t('totals.goods')}</dt>
      <dd>
        <Money money={subtotal} />
      </dd>
      {discounts.map(({ name, amount }) => (
        <Fragment key={name}>
          <dt className="text-ink-2">
            <Words>{name}</Words>
          </dt>
          <dd>
            <Money money={{ ...amount, amount: -amount.amount }} />
          </dd>
        </Fragment>
      ))}
      <dt className="text-ink-2">{t('totals.sending')}</dt>
      <dd>
        <Money money={shipping} />
      </dd>
      {tax && !pricesIncludeTax && (
        <>
          <dt className="text-ink-2">{t('totals.tax')}</dt>
          <dd>
            <Money money={tax} />
          </dd>
        </>
      )}
      {credit.amount > 0 && (
        <>
          <dt className="text-ink-2">{t('totals.credit')}</dt>
          <dd>
            <Money money={{ ...credit, amount: -credit.amount }} />
          </dd>
        </>
      )}
      <dt className="mt-1 border-t border-edge pt-3 text-18 font-medium">{t('totals.total')}</dt>
      <dd className="mt-1 border-t border-edge pt-3 text-18 font-semibold">
        <Money money={dueOf(totals)} />
      </dd>
      {tax && pricesIncludeTax && (
        <>
          <dt className="text-14 text-ink-2">{t('totals.taxInside')}</dt>
          <dd className="text-14 text-ink-2">
            <Money money={tax} />
          </dd>
        </>
      )}
    </dl>
  );
}

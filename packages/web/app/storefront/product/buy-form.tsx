import { useState } from 'react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Link } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { usePage, useShopPath } from '../../use-page.ts';
import { useRefusal, type Refusal } from '../parts/refusal.ts';
import { StockPill } from '../parts/stock.tsx';
import { Stepper } from '../parts/stepper.tsx';
import type { ShownProduct, ShownVariant } from './shown-product.ts';
import { VariantChoice } from './variant-choice.tsx';

type BuyFormProps = {
  readonly product: ShownProduct;
  /** What the price, the stock and the button are about. */
  readonly chosen: ShownVariant | undefined;
  /** How many were just put into the basket; 0 for none. */
  readonly added: number;
  readonly refused: Refusal | undefined;
};

/** Price, kind, quantity, and into the basket. */
export function BuyForm({ product, chosen: variant, added, refused }: BuyFormProps) {
  const t = useMessages();
  const { shop } = usePage();
  const tell = useRefusal();
  const isSending = useNavigation().formMethod === 'POST';
  const [quantity, setQuantity] = useState(1);
  const stock = variant?.stock ?? 0;
  const price = variant?.price ?? product.price;
  return (
    <Form method="post" preventScrollReset>
      <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <span className="text-22 font-medium">
          <Money money={price} />
        </span>
        <span className="text-14 text-ink-2">{t(shop?.pricesIncludeTax ? 'price.taxIncluded' : 'price.plusTax')}</span>
        <StockPill stock={stock} />
      </p>
      <div className="mt-7 border-t-[1.5px] border-ink pt-5">
        {variant && <VariantChoice product={product} chosen={variant} />}
        <input type="hidden" name="variant" value={variant?.id} />
        {stock > 0 ? (
          <div className="grid gap-3 min-[360px]:grid-cols-[8.5rem_minmax(0,1fr)]">
            <Stepper name="quantity" label={t('product.quantity')} value={quantity} max={stock} onChange={setQuantity} />
            <Button type="submit" look="ink" size="large" className="px-4" disabled={isSending}>
              <span>
                {t('product.add')} · <Money money={{ ...price, amount: price.amount * quantity }} />
              </span>
            </Button>
          </div>
        ) : (
          <p className="rounded-1 bg-felt px-4 py-3.5 text-ink-2">{t(product.stock > 0 ? 'product.soldOutChoice' : 'product.soldOut')}</p>
        )}
      </div>
      <div className="mt-4 empty:hidden">
        {refused && <Notice look="bad">{tell(refused)}</Notice>}
        {!refused && added > 0 && <AddedNotice count={added} />}
      </div>
    </Form>
  );
}

function AddedNotice({ count }: { count: number }) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <Notice
      look="ok"
      action={
        <Link className="link" to={path('basket')}>
          {t('product.toBasket')}
        </Link>
      }
    >
      {t('product.added', { count })}
    </Notice>
  );
}

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useFetcher } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Picture } from '../../parts/picture.tsx';
import { useHydrated } from '../../parts/use-hydrated.ts';
import { useShopPath } from '../../use-page.ts';
import { type Refusal, useRefusal } from '../parts/refusal.ts';
import { Stepper } from '../parts/stepper.tsx';
import { Words } from '../parts/words.tsx';
import type { CartLine } from '../types.ts';

/** One kind of thing in the basket. A new quantity is sent as it is chosen; without JavaScript by a button. */
export function BasketLine({ line, refusal }: { line: CartLine; refusal: Refusal | undefined }) {
  const t = useMessages();
  const path = useShopPath();
  const tell = useRefusal();
  const fetcher = useFetcher<Refusal>();
  const hydrated = useHydrated();
  const [quantity, setQuantity] = useState(line.quantity);
  const missing = line.stock < line.quantity ? { refused: 'out_of_stock', available: line.stock } : undefined;
  const refused = fetcher.data ?? refusal ?? missing;
  // What the server kept counts, also where it refused the change.
  useEffect(() => {
    if (fetcher.state === 'idle') setQuantity(line.quantity);
  }, [fetcher.state, line.quantity]);

  function change(next: number) {
    setQuantity(next);
    void fetcher.submit({ variant: line.variantId, quantity: next }, { method: 'post', preventScrollReset: true });
  }

  return (
    <li className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 gap-y-3 border-b border-line py-5 sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <Link to={path(`p/${line.slug}`)} className="plate aspect-square rounded-1" aria-hidden="true" tabIndex={-1}>
        {line.picture && <Picture picture={line.picture} alt="" sizes="7rem" />}
      </Link>
      <div className="min-w-0">
        <Link to={path(`p/${line.slug}`)} className="display text-18 hover:underline">
          <Words>{line.title}</Words>
        </Link>
        <p className="text-14 text-ink-2">
          <Money money={line.unitPrice} />
        </p>
        <fetcher.Form method="post" className="mt-3 flex flex-wrap items-center gap-2">
          <input type="hidden" name="variant" value={line.variantId} />
          <div className="w-[8.5rem]">
            <Stepper
              name="quantity"
              label={t('basket.quantity', { title: line.title })}
              value={quantity}
              max={Math.max(line.stock, line.quantity)}
              onChange={change}
            />
          </div>
          {!hydrated && <Button type="submit">{t('basket.update')}</Button>}
        </fetcher.Form>
      </div>
      <div className="col-start-2 flex items-center justify-between gap-3 sm:col-start-3 sm:flex-col sm:items-end">
        <span className="font-medium">
          <Money money={line.total} />
        </span>
        <fetcher.Form method="post">
          <input type="hidden" name="variant" value={line.variantId} />
          <Button type="submit" look="quiet" name="quantity" value="0" aria-label={t('basket.remove.what', { title: line.title })}>
            <X className="i" />
            {t('basket.remove')}
          </Button>
        </fetcher.Form>
      </div>
      {refused?.refused && (
        <div className="col-span-full">
          <Notice look="bad">{tell(refused)}</Notice>
        </div>
      )}
    </li>
  );
}

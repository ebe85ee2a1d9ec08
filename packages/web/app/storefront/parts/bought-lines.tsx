import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Words } from './words.tsx';
import type { CartLine, OrderView } from '../types.ts';

type BoughtLine = CartLine | OrderView['lines'][number];

/** Things bought or about to be: picture, name, how many, sum. */
export function BoughtLines({ lines }: { lines: readonly BoughtLine[] }) {
  const t = useMessages();
  return (
    <ul className="flex flex-col gap-5">
      {lines.map((line) => (
        <li key={'variantId' in line ? line.variantId : line.sku} className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] gap-4">
          <div className="plate aspect-square rounded-1">{line.picture && <Picture picture={line.picture} alt="" sizes="4.5rem" />}</div>
          <div>
            <p className="display text-18">
              <Words>{line.title}</Words>
            </p>
            <p className="text-14 text-ink-2">{t('bought.pieces', { count: line.quantity })}</p>
          </div>
          <span>
            <Money money={line.total} />
          </span>
        </li>
      ))}
    </ul>
  );
}

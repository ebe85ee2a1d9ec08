import { useLocation } from 'react-router';
import { Link } from '../../parts/link.tsx';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { ShownProduct, ShownVariant } from './shown-product.ts';
import { choicesOf, type ValueChoice } from './choice.ts';

type VariantChoiceProps = { readonly product: ShownProduct; readonly chosen: ShownVariant };

/** The options of a product as links that lead to its variants, so that choosing needs no script; one without options asks nothing. */
export function VariantChoice({ product, chosen }: VariantChoiceProps) {
  return product.options.map(({ name }, index) => (
    <nav key={name} className="mb-5" aria-label={name}>
      <p className="font-medium">
        {name}: <span className="font-normal text-ink-2">{chosen.choices[index]}</span>
      </p>
      <ul className="mt-3 grid grid-cols-2 gap-2 min-[360px]:grid-cols-3">
        {choicesOf(product, chosen, index).map((choice) => (
          <li key={choice.value} className="flex">
            <Value choice={choice} />
          </li>
        ))}
      </ul>
    </nav>
  ));
}

const BOX = 'flex min-h-12 grow flex-wrap items-center gap-x-2 rounded-1 border px-3 text-14';

function Value({ choice: { value, variant, isChosen, isSoldOut } }: { choice: ValueChoice }) {
  const t = useMessages();
  const { pathname } = useLocation();
  const words = (
    <>
      <span className={isSoldOut ? 'line-through' : ''}>{value}</span>
      {isSoldOut && <span className="text-12">{t(variant ? 'stock.none' : 'product.notMade')}</span>}
    </>
  );
  if (!variant) return <span className={`${BOX} border-line text-ink-3`}>{words}</span>;
  const look = isChosen ? 'border-2 border-ink font-medium' : 'border-edge hover:border-ink';
  return (
    <Link
      to={{ pathname, search: `?variant=${variant.id}` }}
      replace
      preventScrollReset
      aria-current={isChosen ? 'true' : undefined}
      className={`${BOX} bg-sheet ${look} ${isSoldOut ? 'text-ink-2' : ''}`}
    >
      {words}
    </Link>
  );
}

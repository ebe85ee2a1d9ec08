import { useMessages } from '../../i18n/use-messages.tsx';
import type { ProductVariant } from '../types.ts';

type VariantChoiceProps = {
  readonly variants: readonly ProductVariant[];
  readonly chosen: ProductVariant | undefined;
  readonly onChoose: (variant: ProductVariant) => void;
};

/** The kinds of a product as radio buttons; a product of one kind asks nothing. */
export function VariantChoice({ variants, chosen, onChoose }: VariantChoiceProps) {
  const t = useMessages();
  if (variants.length < 2) return <input type="hidden" name="variant" value={chosen?.id} />;
  return (
    <fieldset className="mb-5">
      <legend className="font-medium">{t('product.kind')}</legend>
      <div className="mt-3 grid grid-cols-2 gap-2 min-[360px]:grid-cols-3">
        {variants.map((variant) => (
          <label
            key={variant.id}
            className="flex min-h-12 items-center rounded-1 border border-edge bg-sheet px-3 text-14 has-checked:border-2 has-checked:border-ink has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:text-ink-3"
          >
            <input
              type="radio"
              name="variant"
              value={variant.id}
              checked={variant.id === chosen?.id}
              disabled={variant.stock === 0}
              onChange={() => onChoose(variant)}
              className="sr-only"
            />
            {variant.title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

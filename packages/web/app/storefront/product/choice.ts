import type { ShownProduct, ShownVariant } from './shown-product.ts';

/** The variant that the address names, else the first that can be bought, else the first. */
export const chosenVariant = ({ variants }: ShownProduct, wanted: string | null): ShownVariant | undefined =>
  variants.find(({ id }) => id === wanted) ?? variants.find(({ stock }) => stock > 0) ?? variants[0];

/** A value of an option: the variant that choosing it leads to, and what to say of it. */
export type ValueChoice = {
  readonly value: string;
  readonly variant: ShownVariant | null;
  readonly isChosen: boolean;
  readonly isSoldOut: boolean;
};

/**
 * What the values of an option lead to, the other choices kept. Where that combination is not made, to the one with this value that shares
 * the most choices, one that can be bought before one that cannot.
 */
export function choicesOf({ options, variants }: ShownProduct, chosen: ShownVariant, option: number): ValueChoice[] {
  return (options[option]?.values ?? []).map((value) => {
    const having = variants.filter(({ choices }) => choices[option] === value);
    const shared = ({ choices }: ShownVariant) =>
      choices.filter((choice, index) => index !== option && choice === chosen.choices[index]).length;
    const [variant = null] = having.toSorted(
      (one, other) => shared(other) - shared(one) || Number(other.stock > 0) - Number(one.stock > 0),
    );
    const isExact = variant !== null && shared(variant) === options.length - 1;
    return {
      value,
      variant,
      isChosen: chosen.choices[option] === value,
      isSoldOut: isExact ? variant.stock === 0 : having.every(({ stock }) => stock === 0),
    };
  });
}

/** The product with the pictures of the variant before the others. */
export function withOwnFirst(product: ShownProduct, variant: ShownVariant | undefined): ShownProduct {
  const own = variant?.pictureIds ?? [];
  if (own.length === 0) return product;
  const place = (id: string) => (own.includes(id) ? own.indexOf(id) : own.length);
  return { ...product, pictures: product.pictures.toSorted((one, other) => place(one.id) - place(other.id)) };
}

/** One price of a variant on a list that is on and in the currency that is asked for. Instants are milliseconds since 1970. */
export type PriceOffer = {
  readonly amount: number;
  readonly leastQuantity: number;
  /** Null: for everybody. */
  readonly group: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
};

export type PriceQuestion = { readonly quantity: number; readonly groups: readonly string[]; readonly now: number };

/** Whether something holds now: from its start on, until before its end. */
export const holdsAt = ({ startsAt, endsAt }: Pick<PriceOffer, 'startsAt' | 'endsAt'>, now: number): boolean =>
  (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);

/**
 * What one unit costs: the lowest of the base price and of the offers that hold for this buyer, number and moment. Null where there is
 * neither, as in a currency that the variant has no price in.
 */
export function effectivePrice(
  base: number | null,
  offers: readonly PriceOffer[],
  { quantity, groups, now }: PriceQuestion,
): number | null {
  const amounts = offers
    .filter((offer) => offer.leastQuantity <= quantity && holdsAt(offer, now) && (offer.group === null || groups.includes(offer.group)))
    .map((offer) => offer.amount);
  if (base !== null) amounts.push(base);
  return amounts.length === 0 ? null : Math.min(...amounts);
}

/** What a unit costs everybody, always, one at a time: what a reduced price is held against. Null where there is no such price. */
export function fullPrice(base: number | null, offers: readonly PriceOffer[]): number | null {
  if (base !== null) return base;
  const plain = offers.filter(
    (offer) => offer.group === null && offer.startsAt === null && offer.endsAt === null && offer.leastQuantity === 1,
  );
  return plain.length === 0 ? null : Math.max(...plain.map((offer) => offer.amount));
}

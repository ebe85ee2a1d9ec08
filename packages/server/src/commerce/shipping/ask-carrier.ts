import { createHash } from 'node:crypto';
import { ProviderError, type ShippingOffer } from '@bottega/contracts';
import { appendEvent, type Ctx, inTransaction } from '#platform';
import { MOST_AMOUNT } from '../promotions/promotion.ts';
import type { Consignment } from './shipping.ts';

/** Where a parcel goes, as far as a carrier's price depends on it. */
export type CarrierPlace = {
  readonly country: string;
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
};

/** A buyer waits for it. */
const LIMIT_MS = 4_000;
/** An answer holds so long; a cart that is read in the meantime asks nobody again. */
const HOLDS_FOR = { minutes: 30 };
/** The staff is told once in so long of a carrier that does not answer. */
const TOLD_AGAIN_AFTER = { hours: 1 };
const NEVER = new AbortController().signal;

type Asked = { readonly rateId: string; readonly carrier: string };
type Question = { readonly place: CarrierPlace; readonly goods: Consignment };

/** What a carrier takes for a parcel: its answer of the last half hour, or a new one. Nothing when it fails; the staff is told of that. */
export async function askCarrier(ctx: Ctx, asked: Asked, question: Question): Promise<readonly ShippingOffer[]> {
  const key = keyOf(asked.carrier, question);
  const kept = await readAnswer(ctx, key);
  if (kept) return kept;
  try {
    const offers = await ask(ctx, asked.carrier, question);
    await keepAnswer(ctx, asked.rateId, { key, offers });
    return offers;
  } catch (error) {
    ctx.log.warn({ err: error, carrier: asked.carrier, rate: asked.rateId }, 'a carrier did not say its price: its rate is not offered');
    await noteFailure(ctx, asked, error instanceof ProviderError ? error.userMessage : 'It did not answer in time, or answered nonsense.');
    return [];
  }
}

async function ask(ctx: Ctx, carrier: string, { place, goods }: Question): Promise<readonly ShippingOffer[]> {
  const provider = await ctx.providers.get('shipping', carrier);
  const { country, region, postalCode, city } = place;
  const request = {
    from: { country: ctx.shop.country },
    to: { country, ...(region ? { region } : {}), ...(postalCode ? { postalCode } : {}), ...(city ? { city } : {}) },
    parcels: [{ grams: goods.grams, value: { amount: goods.value, currency: goods.currency } }],
    currency: goods.currency,
  };
  const offers = await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, (call) => provider.quote(request, call));
  return offers.filter(isUsable).filter(({ price }) => price.currency === goods.currency);
}

/** A plugin’s answer is looked at before money is made of it. */
const isUsable = ({ service, label, price, days }: ShippingOffer): boolean =>
  /^[\w-]{1,60}$/.test(service) &&
  label.length <= 120 &&
  Number.isSafeInteger(price.amount) &&
  price.amount >= 0 &&
  price.amount <= MOST_AMOUNT &&
  (days === undefined || (isDays(days.least) && isDays(days.most) && days.least <= days.most));

const isDays = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 365;

const keyOf = (carrier: string, { place, goods }: Question): string =>
  createHash('sha256')
    .update(JSON.stringify([carrier, place.country, place.region, place.postalCode, place.city, goods.grams, goods.value, goods.currency]))
    .digest('hex');

async function readAnswer(ctx: Ctx, key: string): Promise<readonly ShippingOffer[] | undefined> {
  const row = await ctx.db
    .selectFrom('carrier_answer')
    .select('offers')
    .where('shop_id', '=', ctx.shop.id)
    .where('key', '=', key)
    .where('asked_at', '>', ctx.clock.now().subtract(HOLDS_FOR).toString())
    .executeTakeFirst();
  return row?.offers;
}

async function keepAnswer(ctx: Ctx, rateId: string, { key, offers }: { key: string; offers: readonly ShippingOffer[] }): Promise<void> {
  const answer = { offers: JSON.stringify(offers), asked_at: ctx.clock.now().toString() };
  await ctx.db
    .insertInto('carrier_answer')
    .values({ shop_id: ctx.shop.id, key, ...answer })
    .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doUpdateSet(answer))
    .execute();
  await ctx.db
    .updateTable('shipping_rate')
    .set({ failed_at: null, failure: null })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', rateId)
    .where('failed_at', 'is not', null)
    .execute();
}

async function noteFailure(ctx: Ctx, { rateId, carrier }: Asked, message: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const told = await ctx.db
      .updateTable('shipping_rate')
      .set({ failed_at: ctx.clock.now().toString(), failure: message.slice(0, 500) })
      .where('shop_id', '=', ctx.shop.id)
      .where('id', '=', rateId)
      .where((rate) =>
        rate.or([rate('failed_at', 'is', null), rate('failed_at', '<', ctx.clock.now().subtract(TOLD_AGAIN_AFTER).toString())]),
      )
      .returning('name')
      .executeTakeFirst();
    if (told) await appendEvent(ctx, { type: 'carrier.failed', subjectId: rateId, payload: { name: told.name, carrier, message } });
  });
}

/** Forgets answers that nobody may use any more. */
export async function forgetCarrierAnswers(ctx: Ctx): Promise<number> {
  const gone = await ctx.db
    .deleteFrom('carrier_answer')
    .where('shop_id', '=', ctx.shop.id)
    .where('asked_at', '<', ctx.clock.now().subtract(HOLDS_FOR).toString())
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

import type { CallContext } from '../provider.ts';
import type { ShippingOffer, ShippingProvider } from '../shipping.ts';
import { type Fake, fakeControl } from './control.ts';

type Request = Parameters<ShippingProvider['quote']>[0];

/** Goes to every country (ZZ is none), at 5.00 a parcel and 1.00 a kilogram begun in whatever currency; `answer` decides otherwise, where it gives something. */
export function fakeShipping(
  options: { readonly answer?: (request: Request) => readonly ShippingOffer[] | undefined } = {},
): Fake<ShippingProvider> {
  const { control, attempt } = fakeControl();
  const answer = (request: Request) => options.answer?.(request) ?? standardOffers(request);
  return Object.assign(control, {
    id: 'fake-shipping',
    kind: 'shipping' as const,
    label: 'Fake carrier',
    offline: true,
    quote: (request: Request, call: CallContext) =>
      attempt({ operation: 'quote', input: request, signal: call.signal }, () => answer(request)),
  });
}

function standardOffers({ to, parcels, currency }: Request): readonly ShippingOffer[] {
  if (to.country === 'ZZ') return [];
  const amount = parcels.reduce((sum, { grams }) => sum + 500 + 100 * Math.ceil(grams / 1_000), 0);
  return [
    { service: 'standard', label: 'Fake standard', price: { amount, currency }, days: { least: 2, most: 4 } },
    { service: 'express', label: 'Fake express', price: { amount: amount * 3, currency }, days: { least: 1, most: 1 } },
  ];
}

import { usePage } from '../../use-page.ts';
import type { OrderView } from '../types.ts';
import { Words } from './words.tsx';

/** An address as it stands on a parcel. */
export function PostalAddress({ address }: { address: OrderView['address'] }) {
  const { language } = usePage();
  const country = new Intl.DisplayNames([language], { type: 'region' }).of(address.country);
  const { name, line1, line2 = '', postalCode, city, region = '' } = address;
  const lines = [name, line1, line2, `${postalCode} ${city}`, region].filter((line) => line !== '');
  return (
    <address className="mt-4 not-italic">
      {lines.map((line) => (
        <span key={line} className="block">
          <Words>{line}</Words>
        </span>
      ))}
      <span className="block" suppressHydrationWarning>
        {country}
      </span>
    </address>
  );
}

import { useMessages } from '../../i18n/use-messages.tsx';
import { usePage } from '../../use-page.ts';
import type { BusinessProfile } from '../types.ts';
import { describeBusiness, isKnown } from './describe-business.ts';
import { StructuredData } from './structured-data.tsx';
import { Words } from './words.tsx';

/** Who runs the shop: for buyers, for the law, and for search engines. Nothing where nothing was said. */
export function Imprint({ business }: { business: BusinessProfile }) {
  const t = useMessages();
  const { shop, shopUrl } = usePage();
  if (!shop || !isKnown(business)) return null;
  const { legalName, address, email, phone, taxNumbers } = business;
  return (
    <section className="mt-10 border-t border-line pt-4 text-14 text-ink-2" aria-label={t('foot.business')}>
      <StructuredData data={describeBusiness(business, { name: shop.name, about: shop.about, shopUrl })} />
      <address className="flex flex-wrap gap-x-10 gap-y-3 not-italic">
        {(legalName || address) && (
          <p className="whitespace-pre-line">
            <Words>{[legalName, address].filter(Boolean).join('\n')}</Words>
          </p>
        )}
        {(email || phone) && (
          <p className="flex flex-col items-start">
            {email && (
              <a className="link py-1" href={`mailto:${email}`} dir="ltr">
                {email}
              </a>
            )}
            {phone && (
              <a className="link py-1" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
                {phone}
              </a>
            )}
          </p>
        )}
        {taxNumbers.length > 0 && (
          <ul>
            {taxNumbers.map(({ kind, number }) => (
              <li key={`${kind} ${number}`}>
                <Words>{kind}</Words> <span dir="ltr">{number}</span>
              </li>
            ))}
          </ul>
        )}
      </address>
    </section>
  );
}

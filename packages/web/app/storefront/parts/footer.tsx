import { useMessages } from '../../i18n/use-messages.tsx';
import { Link } from '../../parts/link.tsx';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import { usePage, useShopPath } from '../../use-page.ts';
import type { BusinessProfile } from '../types.ts';
import { Imprint } from './imprint.tsx';
import { Words } from './words.tsx';
import { useCategoryName } from './category-name.ts';

export function Footer({ categories, business }: { categories: readonly string[]; business: BusinessProfile }) {
  const t = useMessages();
  const path = useShopPath();
  const nameOf = useCategoryName();
  const { shop } = usePage();
  return (
    <footer className="mx-auto mt-16 max-w-[86rem] px-4 pb-10 lg:mt-24 lg:px-10">
      <div className="grid gap-10 border-t-[1.5px] border-ink pt-8 lg:grid-cols-12">
        <p className="display max-w-[34ch] text-22 lg:col-span-6">
          <Words>{shop?.about ?? ''}</Words>
        </p>
        <nav className="grid grid-cols-2 gap-6 text-14 lg:col-span-5 lg:col-start-8" aria-label={t('nav.foot')}>
          <div className="flex flex-col items-start gap-1">
            <b className="mb-1 font-semibold">{t('foot.shop')}</b>
            {categories.map((category) => (
              <Link key={category} className="py-1 hover:underline" to={path(`c/${encodeURIComponent(category)}`)}>
                {nameOf(category)}
              </Link>
            ))}
          </div>
          <div className="flex flex-col items-start gap-1">
            <b className="mb-1 font-semibold">{t('foot.yours')}</b>
            <Link className="py-1 hover:underline" to={path('basket')}>
              {t('basket.title')}
            </Link>
            <Link className="py-1 hover:underline" to={path('account')}>
              {t('nav.account')}
            </Link>
            <LanguageSwitch className="-ms-2.5" />
          </div>
        </nav>
      </div>
      <Imprint business={business} />
      <p className="mt-10 border-t border-line pt-4 text-14 text-ink-2">{t('foot.runsOn', { shop: shop?.name ?? '' })}</p>
    </footer>
  );
}

import { Menu, ShoppingBag, UserRound } from 'lucide-react';
import { NavLink, useLocation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { Link } from '../../parts/link.tsx';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import type { PictureFiles } from '../../parts/picture.tsx';
import { SchemeSwitch } from '../../parts/scheme-switch.tsx';
import { useShopPath } from '../../use-page.ts';
import { useCategoryName } from './category-name.ts';
import { Logo } from './logo.tsx';

type HeaderProps = { readonly categories: readonly string[]; readonly inBasket: number; readonly logo: PictureFiles | null };

export function Header({ categories, inBasket, logo }: HeaderProps) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <header className="relative border-b border-line">
      <div className="mx-auto flex max-w-[86rem] items-center gap-3 px-4 py-3 lg:px-10 lg:py-4">
        <PhoneMenu categories={categories} />
        <Logo picture={logo} />
        <nav className="ms-10 hidden gap-8 lg:flex" aria-label={t('nav.shop')}>
          <CategoryLinks categories={categories} className="py-2 aria-[current]:underline aria-[current]:underline-offset-4" />
        </nav>
        <div className="ms-auto flex items-center">
          <LanguageSwitch className="hidden lg:block" />
          <SchemeSwitch />
          <Link to={path('account')} aria-label={t('nav.account')} className={buttonClass({ look: 'quiet', className: 'max-lg:px-2' })}>
            <UserRound className="i i-20" />
          </Link>
          <Link
            to={path('basket')}
            aria-label={t('nav.basket', { count: inBasket })}
            className={buttonClass({ look: 'quiet', className: 'max-lg:px-2' })}
          >
            <ShoppingBag className="i i-20" />
            {inBasket > 0 && <span aria-hidden="true">{inBasket}</span>}
          </Link>
        </div>
      </div>
    </header>
  );
}

/** Opens and closes without JavaScript; closes by itself when a page opens, as its key changes with the address. */
function PhoneMenu({ categories }: { categories: readonly string[] }) {
  const t = useMessages();
  const { key } = useLocation();
  return (
    <details key={key} className="group -ms-2 lg:hidden">
      <summary className="btn btn-quiet btn-icon list-none" aria-label={t('nav.menu')}>
        <Menu className="i i-20" />
      </summary>
      <div className="absolute inset-x-0 z-10 mt-3 border-y border-line bg-sheet px-4 py-4 shadow-float">
        <nav className="flex flex-col" aria-label={t('nav.shop')}>
          <CategoryLinks categories={categories} className="py-2.5 text-18" />
        </nav>
        <LanguageSwitch className="mt-2 border-t border-line pt-2 [&_a]:-ms-2.5" />
      </div>
    </details>
  );
}

function CategoryLinks({ categories, className }: { categories: readonly string[]; className: string }) {
  const path = useShopPath();
  const nameOf = useCategoryName();
  return categories.slice(0, 6).map((category) => (
    <NavLink key={category} to={path(`c/${encodeURIComponent(category)}`)} className={className}>
      {nameOf(category)}
    </NavLink>
  ));
}

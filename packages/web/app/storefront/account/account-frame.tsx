import { Form, NavLink, Outlet } from 'react-router';
import type { Route } from './+types/account-frame';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useShopPath } from '../../use-page.ts';
import { Words } from '../parts/words.tsx';
import { asCustomer, keepNowhere } from './as-customer.ts';

export const middleware = [keepNowhere];

export function loader(args: Route.LoaderArgs) {
  return asCustomer(args, async ({ ctx, commerce }) => ({ account: await commerce.getOwnAccount(ctx) }));
}

const PAGES: readonly { readonly path: string; readonly label: MessageKey }[] = [
  { path: 'account', label: 'mine.home' },
  { path: 'account/orders', label: 'mine.orders' },
  { path: 'account/addresses', label: 'mine.addresses' },
  { path: 'account/settings', label: 'mine.settings' },
  { path: 'account/sign-ins', label: 'mine.signIns' },
];

export default function AccountFrame({ loaderData: { account } }: Route.ComponentProps) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 text-ink-2 wrap-anywhere">
          {account.name !== '' && (
            <>
              <Words>{account.name}</Words>
              {' · '}
            </>
          )}
          <bdi>{account.email}</bdi>
        </p>
        <Form method="post" action={path('account/sign-out')}>
          <Button type="submit" look="quiet">
            {t('mine.signOut')}
          </Button>
        </Form>
      </div>
      <nav className="tabs mt-2" aria-label={t('mine.pages')}>
        {PAGES.map((page) => (
          <NavLink key={page.path} to={path(page.path)} end>
            {t(page.label)}
          </NavLink>
        ))}
      </nav>
      <div className="mt-8">
        <Outlet />
      </div>
    </div>
  );
}

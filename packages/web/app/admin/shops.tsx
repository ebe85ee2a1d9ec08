import { Store } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { webContext } from '../context.ts';
import { useMessages } from '../i18n/use-messages.tsx';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import type { Route } from './+types/shops';
import { Entrance } from './entrance.tsx';
import { signInAddress } from './room.ts';

export function loader({ context, url }: Route.LoaderArgs) {
  const { staff } = context.get(webContext);
  if (!staff) throw redirect(signInAddress(url));
  const [only, ...others] = staff.shops;
  if (only && others.length === 0) throw redirect(`/admin/${only.slug}`);
  return { shops: staff.shops };
}

export default function Shops({ loaderData }: Route.ComponentProps) {
  return (
    <Entrance>
      <ShopList shops={loaderData.shops} />
    </Entrance>
  );
}

function ShopList({ shops }: Route.ComponentProps['loaderData']) {
  const t = useMessages();
  return (
    <>
      <title>{`${t('shops.title')} · Bottega`}</title>
      <h1 className="display text-28 lg:text-36">{t('shops.title')}</h1>
      {shops.length === 0 && <EmptyState picture={<Store className="size-16 stroke-1" />}>{t('shops.none')}</EmptyState>}
      <ul className="mt-5 border-b border-line">
        {shops.map(({ slug, name, role }) => (
          <li key={slug} className="flex items-center justify-between gap-4 border-t border-line py-3">
            <Link className="link text-16 font-medium" to={`/admin/${slug}`}>
              {name}
            </Link>
            <span className="text-ink-2">{t(`role.${role}`)}</span>
          </li>
        ))}
      </ul>
      {shops.some(({ role }) => role === 'owner') && (
        <p className="mt-8">
          <Link className="btn btn-line" to="/admin/new-shop">
            {t('newShop.title')}
          </Link>
        </p>
      )}
      <p className="mt-8">
        <Link className="link" to="/admin/account">
          {t('account.title')}
        </Link>
      </p>
      <Form method="post" action="/admin/sign-out" className="mt-5">
        <Button type="submit">{t('nav.signOut')}</Button>
      </Form>
    </>
  );
}

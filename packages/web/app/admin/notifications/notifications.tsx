import { BellOff, Check } from 'lucide-react';
import { data, Form, Link, redirect, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { NotificationView } from '../types.ts';
import type { Route } from './+types/notifications';
import { kindWords } from './kind-words.ts';
import { Wishes } from './wishes.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const cursor = url.searchParams.get('cursor');
    const [page, wishes] = await Promise.all([
      operations.platform.listNotifications(ctx, cursor ? { cursor } : {}),
      operations.platform.listWishes(ctx),
    ]);
    return { ...page, wishes };
  });

/** Marks as read, follows a notification to what it is about, or keeps the wishes. */
export const action = ({ context, url, request, params }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    if (text('intent') === 'read') await operations.platform.markRead(ctx);
    else if (text('intent') === 'open') {
      await operations.platform.markRead(ctx, { id: text('id') });
      throw redirect(`/admin/${params.shop}${text('href').replace(/^\/+/, '/')}`);
    } else if (text('intent') === 'wishes') {
      for (const { kind } of await operations.platform.listWishes(ctx)) {
        await operations.platform.setWish(ctx, { kind, inApp: form.has(`app:${kind}`), byMail: form.has(`mail:${kind}`) });
      }
    } else throw data(null, { status: 400 });
    return null;
  });

/** What the reader was told, and how they want to be told. */
export default function Notifications({ loaderData: { items, next, wishes } }: Route.ComponentProps) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const hasUnread = items.some(({ read }) => !read);
  const readAll = hasUnread && (
    <Form method="post">
      <Button type="submit" name="intent" value="read" disabled={isBusy}>
        <Check className="i" />
        {t('notifications.readAll')}
      </Button>
    </Form>
  );
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('notifications.title')} actions={readAll} />
      {items.length > 0 ? (
        <ul className="mt-4 border-t border-line">
          {items.map((item) => (
            <Entry key={item.id} item={item} />
          ))}
        </ul>
      ) : (
        <EmptyState picture={<BellOff className="size-16 stroke-1" />}>{t('notifications.none')}</EmptyState>
      )}
      <Pager next={next} />
      <Wishes wishes={wishes} />
    </div>
  );
}

/** A form and not a link: opening it marks it as read. */
function Entry({ item: { id, kind, name, href, read, at } }: { item: NotificationView }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const words = t(kindWords(kind));
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-3">
      <Form method="post" className="min-w-0">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="href" value={href} />
        <button type="submit" name="intent" value="open" className={`link text-start wrap-anywhere ${read ? '' : 'font-semibold'}`}>
          {words}
          {name && (
            <>
              {': '}
              <bdi>{name}</bdi>
            </>
          )}
        </button>
        {!read && <span className="pill pill-live ms-3">{t('notifications.new')}</span>}
      </Form>
      <span className="flex gap-4 text-12 text-ink-2">
        <time dateTime={at}>{formats.moment(at)}</time>
        {read && (
          <Link className="link" to={`/admin/${shop.slug}${href}`} aria-label={`${t('notifications.look')}: ${words} ${name}`}>
            {t('notifications.look')}
          </Link>
        )}
      </span>
    </li>
  );
}

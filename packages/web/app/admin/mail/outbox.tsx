import { Mails } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import type { MailSummary } from '../types.ts';
import type { Route } from './+types/outbox';
import { MailPill } from './mail-pill.tsx';

const STATES = ['queued', 'sent', 'failed', 'unknown'] as const;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const state = STATES.find((known) => known === url.searchParams.get('state'));
    const cursor = url.searchParams.get('cursor');
    const page = await operations.platform.listMail(ctx, { ...(state && { state }), ...(cursor && { cursor }) });
    return { ...page, state: state ?? '' };
  });

/** All mail of the shop: what was sent, what waits, what failed. */
export default function Outbox({ loaderData: { items, next, state } }: Route.ComponentProps) {
  const t = useMessages();
  const choices = [{ value: '', label: t('mail.all') }, ...STATES.map((value) => ({ value, label: t(`mail.state.${value}`) }))];
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('mail.title')} />
      <FilterTabs label={t('mail.filter')} name="state" current={state} choices={choices} />
      {items.length > 0 ? (
        <MailTable mails={items} />
      ) : (
        <EmptyState picture={<Mails className="size-16 stroke-1" />}>{t(state ? 'mail.noneSuch' : 'mail.none')}</EmptyState>
      )}
      <Pager next={next} />
    </div>
  );
}

function MailTable({ mails }: { mails: readonly MailSummary[] }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('mail.subject')}</th>
          <th className="max-sm:hidden">{t('mail.to')}</th>
          <th>{t('mail.stands')}</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <td className="wrap-anywhere">
              <Link className="link font-medium" to={mail.id}>
                <bdi>{mail.subject}</bdi>
              </Link>
              <time dateTime={mail.createdAt} className="block text-12 text-ink-2">
                {formats.moment(mail.createdAt)}
              </time>
            </td>
            <td className="wrap-anywhere text-ink-2 max-sm:hidden">
              <bdi>{mail.to}</bdi>
            </td>
            <td>
              <MailPill state={mail.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { Download, ScrollText } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Route } from './+types/audit';
import { AuditSearch } from './audit-search.tsx';
import { AuditTable } from './audit-table.tsx';
import { readSearch, searchQuery } from './read-search.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const search = readSearch(url.searchParams, ctx.shop.timeZone);
    const cursor = url.searchParams.get('cursor');
    const [page, { members }] = await Promise.all([
      platform.listAudit(ctx, { ...search, ...(cursor && { cursor }) }),
      platform.listMembers(ctx),
    ]);
    return { ...page, search, names: members.map(({ id, name }) => ({ id, name })) };
  });

/** What was done in the shop, and by whom. */
export default function Audit({ loaderData: { items, next, search, names } }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const isSearched = Object.keys(search).length > 0;
  const address = (format: string) => `/s/${shop.slug}/api/v1/audit/export?${searchQuery({ ...search, format })}`;
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle
        title={t('audit.title')}
        actions={
          <>
            <a className="btn btn-line" href={address('csv')} download>
              <Download className="i" />
              {t('audit.csv')}
            </a>
            <a className="btn btn-line" href={address('json')} download>
              <Download className="i" />
              {t('audit.json')}
            </a>
          </>
        }
      />
      <AuditSearch names={names} />
      {items.length > 0 ? (
        <AuditTable entries={items} names={names} />
      ) : (
        <EmptyState picture={<ScrollText className="size-16 stroke-1" />}>{t(isSearched ? 'audit.noneSuch' : 'audit.none')}</EmptyState>
      )}
      <Pager next={next} />
    </div>
  );
}

import { Images, Search } from 'lucide-react';
import { Form } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop } from '../room.ts';
import type { Route } from './+types/library';
import { FileGrid } from './file-grid.tsx';
import { KINDS } from './kinds.ts';
import { Uploader } from './uploader.tsx';

const SHELVES = [...KINDS, 'unused'] as const;
const PER_PAGE = 48;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { platform } }) => {
    const shelf = SHELVES.find((known) => known === url.searchParams.get('shelf')) ?? '';
    const search = url.searchParams.get('search')?.slice(0, 100) ?? '';
    const cursor = url.searchParams.get('cursor');
    const [page, usage] = await Promise.all([
      platform.listFiles(ctx, {
        limit: PER_PAGE,
        ...(search && { search }),
        ...(cursor && { cursor }),
        ...(shelf === 'unused' ? { unused: '1' as const } : shelf && { kind: shelf }),
      }),
      platform.getFileUsage(ctx),
    ]);
    return { ...page, usage, shelf, search, mayAdd: platform.may(ctx.actor, 'files.write') };
  });

export default function Library({ loaderData: { items, next, usage, shelf, search, mayAdd } }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const choices = [{ value: '', label: t('library.all') }, ...SHELVES.map((value) => ({ value, label: t(`library.shelf.${value}`) }))];
  const used = { used: formats.bytes(usage.bytes), most: formats.bytes(usage.most.bytes), count: usage.files };
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('library.title')} facts={<span>{t('library.usage', used)}</span>} />
      {mayAdd && <Uploader />}
      <SearchForm search={search} shelf={shelf} />
      <FilterTabs label={t('library.filter')} name="shelf" current={shelf} choices={choices} />
      {items.length > 0 ? (
        <FileGrid files={items} />
      ) : (
        <EmptyState picture={<Images className="size-16 stroke-1" />}>
          {t(shelf || search ? 'library.noneSuch' : 'library.none')}
        </EmptyState>
      )}
      <Pager next={next} />
    </div>
  );
}

function SearchForm({ search, shelf }: { search: string; shelf: string }) {
  const t = useMessages();
  return (
    <Form role="search" className="mt-6 flex max-w-xl flex-wrap items-end gap-2">
      {shelf && <input type="hidden" name="shelf" value={shelf} />}
      <Field label={t('library.search')} className="grow">
        {(tie) => <input {...tie} key={search} type="search" name="search" defaultValue={search} maxLength={100} dir="auto" />}
      </Field>
      <Button type="submit">
        <Search className="i" />
        {t('library.find')}
      </Button>
    </Form>
  );
}

import { Search, UsersRound } from 'lucide-react';
import { data, Form, Link, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button, ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Field } from '../../parts/field.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop, submitted } from '../room.ts';
import type { CustomerSummary } from '../types.ts';
import type { Route } from './+types/customers';
import { NewCustomerForm } from './new-customer-form.tsx';
import { Value } from './value.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const search = url.searchParams.get('search')?.slice(0, 200) ?? '';
    const groups = await commerce.listCustomerGroups(ctx);
    const group = groups.find(({ id }) => id === url.searchParams.get('group'))?.id ?? '';
    const cursor = url.searchParams.get('cursor');
    const wanted = { ...(search && { search }), ...(group && { groupId: group }), ...(cursor && { cursor }) };
    const page = await commerce.listCustomers(ctx, wanted);
    return { ...page, groups, group, search, mayWrite: platform.may(ctx.actor, 'customers.write') };
  });

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const read = (name: string) => String(form.get(name) ?? '');
    let made = '';
    const refusal = await submitted(async () => {
      ({ id: made } = await commerce.createCustomer(ctx, { email: read('email'), name: read('name') }));
    });
    if (refusal) return data({ problem: refusal.data }, { status: 422 });
    throw redirect(`/admin/${ctx.shop.slug}/customers/${made}`);
  });

export default function Customers({ loaderData, actionData }: Route.ComponentProps) {
  const { items, next, groups, group, search, mayWrite } = loaderData;
  const t = useMessages();
  const choices = [{ value: '', label: t('customers.all') }, ...groups.map(({ id, name }) => ({ value: id, label: name }))];
  const isFiltered = search !== '' || group !== '';
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('nav.customers')} actions={<ButtonLink to="groups">{t('customers.groups')}</ButtonLink>} />
      <SearchForm search={search} group={group} />
      {groups.length > 0 && <FilterTabs label={t('customers.filter')} name="group" current={group} choices={choices} />}
      {items.length > 0 ? (
        <CustomerTable customers={items} />
      ) : (
        <EmptyState picture={<UsersRound className="size-16 stroke-1" />}>
          {t(isFiltered ? 'customers.noneSuch' : 'customers.none')}
        </EmptyState>
      )}
      <Pager next={next} />
      {mayWrite && <NewCustomerForm problem={actionData?.problem} />}
    </div>
  );
}

function SearchForm({ search, group }: { search: string; group: string }) {
  const t = useMessages();
  return (
    <Form role="search" className="mt-6 flex max-w-xl flex-wrap items-end gap-2">
      {group && <input type="hidden" name="group" value={group} />}
      <Field label={t('customers.search')} className="grow">
        {(tie) => <input {...tie} key={search} type="search" name="search" defaultValue={search} maxLength={200} dir="auto" />}
      </Field>
      <Button type="submit">
        <Search className="i" />
        {t('customers.find')}
      </Button>
    </Form>
  );
}

function CustomerTable({ customers }: { customers: readonly CustomerSummary[] }) {
  const t = useMessages();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('customers.customer')}</th>
          <th className="max-sm:hidden">{t('customers.since')}</th>
          <th className="num">{t('customers.orders')}</th>
          <th className="num">{t('customers.value')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <CustomerRow key={customer.id} customer={customer} />
        ))}
      </tbody>
    </table>
  );
}

function CustomerRow({ customer: { id, email, name, createdAt, orders, value, verified } }: { customer: CustomerSummary }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <tr>
      <td className="wrap-anywhere">
        <Link className="link font-medium" to={id}>
          <bdi>{name || email}</bdi>
        </Link>
        <span className="block text-12 text-ink-2">
          {name && <bdi>{email}</bdi>}
          {!verified && `${name ? ' · ' : ''}${t('customers.unverified')}`}
        </span>
      </td>
      <td className="text-ink-2 max-sm:hidden">
        <time dateTime={createdAt}>{formats.moment(createdAt)}</time>
      </td>
      <td className="num">{formats.number(orders)}</td>
      <td className="num">
        <Value value={value} />
      </td>
    </tr>
  );
}

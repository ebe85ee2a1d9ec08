import { data, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { CustomerView } from '../types.ts';
import type { Route } from './+types/customer';
import { CustomerData } from './customer-data.tsx';
import { CustomerForm, GroupsForm } from './customer-forms.tsx';
import { Value } from './value.tsx';

export const loader = ({ context, url, params }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    customer: await commerce.getCustomer(ctx, { id: params.customerId }),
    groups: await commerce.listCustomerGroups(ctx),
    mayWrite: platform.may(ctx.actor, 'customers.write'),
  }));

export const action = ({ request, context, url, params }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, installation, operations: { commerce } }) => {
    const form = await request.formData();
    const read = (name: string) => String(form.get(name) ?? '');
    const intent = read('intent');
    const id = params.customerId;
    const refusal = await submitted(async () => {
      if (intent === 'save') await commerce.updateCustomer(ctx, { id, name: read('name'), language: read('language'), note: read('note') });
      if (intent === 'groups') await commerce.setCustomerGroups(ctx, { id, groupIds: form.getAll('groups').map(String) });
      if (intent === 'erase') await commerce.eraseCustomer({ ...installation, ...ctx }, { id });
    });
    if (!refusal) return data({ intent, problem: undefined });
    return data({ intent, problem: refusal.data }, { status: 422 });
  });

export default function Customer({ loaderData: { customer, groups, mayWrite }, actionData: answer }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const { email, name, erasedAt, verified, createdAt, orders, value } = customer;
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/customers`}>
      {t('nav.customers')}
    </Link>
  );
  const facts = (
    <>
      {name !== '' && <bdi className="wrap-anywhere">{email}</bdi>}
      <span>{t('customer.since', { moment: formats.moment(createdAt) })}</span>
      {!verified && <span>{t('customers.unverified')}</span>}
      <span>{t('customer.orders', { count: orders })}</span>
      <Value value={value} />
    </>
  );
  return (
    <div className="mx-auto max-w-[48rem]">
      <PageTitle title={erasedAt ? t('customer.erased') : name || email} above={back} facts={erasedAt ? undefined : facts} />
      <div className="mt-8 flex flex-col gap-10">
        {answer?.intent === 'erase' && answer.problem && <Notice look="bad">{t('customer.eraseRefused')}</Notice>}
        <Orders customer={customer} />
        {!erasedAt && mayWrite && <CustomerForm key={customer.note} customer={customer} answer={answer} />}
        {!erasedAt && groups.length > 0 && <GroupsForm customer={customer} groups={groups} mayWrite={mayWrite} answer={answer} />}
        {!erasedAt && <Addresses customer={customer} />}
        {!erasedAt && mayWrite && <CustomerData customer={customer} />}
      </div>
    </div>
  );
}

function Orders({ customer: { lastOrders } }: { customer: CustomerView }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <Section title={t('nav.orders')}>
      {lastOrders.length === 0 && <p className="text-ink-2">{t('customer.noOrders')}</p>}
      <ul>
        {lastOrders.map(({ id, code, total, count, placedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
            <Link className="link font-medium" to={`/admin/${shop.slug}/orders/${id}`} dir="ltr">
              {code}
            </Link>
            <span className="text-ink-2">
              {formats.moment(placedAt)} · {t('customer.pieces', { count })}
            </span>
            <Money money={total} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Addresses({ customer: { addresses } }: { customer: CustomerView }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <Section title={t('customer.addresses')}>
      {addresses.length === 0 && <p className="text-ink-2">{t('customer.noAddresses')}</p>}
      <ul>
        {addresses.map(({ id, address, forShipping, forBilling }) => (
          <li key={id} className="border-b border-line py-2.5">
            <bdi>
              {[address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`, address.region]
                .filter(Boolean)
                .join(', ')}
            </bdi>
            {t('list.comma')}
            {formats.country(address.country)}
            <span className="block text-12 text-ink-2 empty:hidden">
              {[forShipping && t('customer.forShipping'), forBilling && t('customer.forBilling')].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

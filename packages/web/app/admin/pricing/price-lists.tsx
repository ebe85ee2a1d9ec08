import { Tags } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useFocusOnProblem } from '../parts/use-focus-on-problem.ts';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { Route } from './+types/price-lists';
import { PRICE_LIST_SENTENCES, PriceListFields } from './price-list-fields.tsx';
import { readPriceList } from './read-forms.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    lists: await commerce.listPriceLists(ctx),
    groups: platform.may(ctx.actor, 'customers.read') ? await commerce.listCustomerGroups(ctx) : [],
    currency: ctx.shop.currency,
    mayWrite: platform.may(ctx.actor, 'pricing.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const wanted = readPriceList(await request.formData(), ctx.shop.timeZone);
    let made = '';
    const refused = await submitted(async () => {
      ({ id: made } = await commerce.createPriceList(ctx, wanted));
    });
    if (refused) return refused;
    throw redirect(`/admin/${ctx.shop.slug}/pricing/lists/${made}`);
  });

/** The price lists of the shop, and a form for one more. */
export default function PriceLists({ loaderData: { lists, groups, currency, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const told = useProblem(actionData, PRICE_LIST_SENTENCES);
  const form = useFocusOnProblem(actionData ?? undefined);
  const nameOf = (id: string | null) => (id === null ? t('pricing.everybody') : (groups.find((group) => group.id === id)?.name ?? ''));
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('pricing.lists')} />
      <p className="mt-3 max-w-2xl text-ink-2">{t('pricing.listsLead')}</p>
      {lists.length === 0 ? (
        <EmptyState picture={<Tags className="size-16 stroke-1" />}>{t('pricing.noLists')}</EmptyState>
      ) : (
        <table className="tbl mt-4">
          <thead>
            <tr>
              <th>{t('pricing.name')}</th>
              <th>{t('pricing.currency')}</th>
              <th className="max-sm:hidden">{t('pricing.forWhom')}</th>
              <th>{t('pricing.state')}</th>
              <th className="num">{t('pricing.prices')}</th>
            </tr>
          </thead>
          <tbody>
            {lists.map((list) => (
              <tr key={list.id}>
                <td className="wrap-anywhere">
                  <Link className="link font-medium" to={list.id}>
                    <bdi>{list.name}</bdi>
                  </Link>
                </td>
                <td>{list.currency}</td>
                <td className="max-sm:hidden">
                  <bdi>{nameOf(list.groupId)}</bdi>
                </td>
                <td>{t(list.state === 'on' ? 'pricing.on' : 'pricing.off')}</td>
                <td className="num">{formats.number(list.prices)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayWrite && (
        <Section title={t('pricing.makeList')} className="mt-10">
          <Form ref={form} method="post" noValidate className="flex max-w-xl flex-col gap-5">
            {told.rest && <Notice look="bad">{told.rest}</Notice>}
            <PriceListFields list={{ currency }} groups={groups} told={told} />
            <div>
              <Button type="submit" look="ink">
                {t('pricing.makeList')}
              </Button>
            </div>
          </Form>
        </Section>
      )}
    </div>
  );
}

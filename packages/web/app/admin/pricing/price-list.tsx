import { amountToDecimal } from '@bottega/contracts';
import { Form, Link, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Money } from '../../parts/money.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { ListPrice } from '../types.ts';
import type { Route } from './+types/price-list';
import { PRICE_LIST_SENTENCES, PriceListFields } from './price-list-fields.tsx';
import { AreaField } from './pricing-fields.tsx';
import { readPriceList } from './read-forms.ts';
import { momentText, textIn } from './read-pricing.ts';

export const loader = ({ params, context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const { listId: id } = params;
    const cursor = url.searchParams.get('cursor');
    const list = await commerce.getPriceList(ctx, { id });
    const { timeZone } = ctx.shop;
    return {
      list,
      moments: { startsAt: momentText(list.startsAt, timeZone), endsAt: momentText(list.endsAt, timeZone) },
      prices: await commerce.listPrices(ctx, { id, limit: 50, ...(cursor && { cursor }) }),
      groups: platform.may(ctx.actor, 'customers.read') ? await commerce.listCustomerGroups(ctx) : [],
      mayWrite: platform.may(ctx.actor, 'pricing.write'),
    };
  });

export const action = ({ request, params, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const { listId: id } = params;
    const intent = textIn(form, 'intent');
    let written: { written: number; removed: number } | undefined;
    const refused = await submitted(async () => {
      if (intent === 'save') await commerce.updatePriceList(ctx, { id, ...readPriceList(form, ctx.shop.timeZone) });
      if (intent === 'prices') written = await commerce.writePrices(ctx, { id, csv: String(form.get('csv') ?? '') });
      if (intent === 'delete') await commerce.deletePriceList(ctx, { id });
    });
    if (!refused && intent === 'delete') throw redirect(`/admin/${ctx.shop.slug}/pricing/lists`);
    return refused ?? { written };
  });

/** One price list: what it is, and the prices on it. */
export default function PriceList({ loaderData, actionData }: Route.ComponentProps) {
  const { list, moments, prices, groups, mayWrite } = loaderData;
  const t = useMessages();
  const { shop } = useShell();
  const problem = actionData && 'problems' in actionData ? actionData : undefined;
  const written = actionData && 'written' in actionData ? actionData.written : undefined;
  const told = useProblem(problem, { ...PRICE_LIST_SENTENCES, csv: 'pricing.csvError' });
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/pricing/lists`}>
      {t('pricing.lists')}
    </Link>
  );
  return (
    <div className="mx-auto flex max-w-[68rem] flex-col gap-10">
      <PageTitle title={list.name} above={back} />
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      {written && <Notice look="ok">{t('pricing.written', { ...written })}</Notice>}
      <Section title={t('pricing.prices')}>
        <PriceTable prices={prices.items} currency={list.currency} />
        <Pager next={prices.next} />
      </Section>
      {mayWrite && (
        <>
          <Section title={t('pricing.writePrices')}>
            <Form method="post" preventScrollReset className="flex max-w-xl flex-col gap-4">
              <AreaField
                label={t('pricing.csv')}
                name="csv"
                rows={6}
                value={`sku,least_quantity,amount\n${prices.items.map((price) => lineOf(price, list.currency)).join('\n')}`}
                hint={t('pricing.csvHint')}
                error={told.of('csv')}
              />
              <div>
                <Button type="submit" name="intent" value="prices">
                  {t('pricing.writePrices')}
                </Button>
              </div>
            </Form>
          </Section>
          <Section title={t('pricing.settings')}>
            <Form method="post" noValidate preventScrollReset className="flex max-w-xl flex-col gap-5">
              <PriceListFields list={list} moments={moments} groups={groups} told={told} />
              <div>
                <Button type="submit" name="intent" value="save">
                  {t('pricing.save')}
                </Button>
              </div>
            </Form>
          </Section>
          <div>
            <ConfirmDialog
              trigger={t('pricing.deleteList')}
              title={t('pricing.deleteTitle', { name: list.name })}
              keep={t('pricing.keep')}
              confirm={t('pricing.deleteList')}
              intent="delete"
            >
              {t('pricing.deleteListText')}
            </ConfirmDialog>
          </div>
        </>
      )}
    </div>
  );
}

const lineOf = ({ sku, leastQuantity, amount }: ListPrice, currency: string): string =>
  `${/[",;\n]/.test(sku) ? `"${sku.replaceAll('"', '""')}"` : sku},${leastQuantity},${amountToDecimal({ amount, currency })}`;

function PriceTable({ prices, currency }: { prices: readonly ListPrice[]; currency: string }) {
  const t = useMessages();
  const formats = useFormats();
  if (prices.length === 0) return <p className="text-ink-2">{t('pricing.noPrices')}</p>;
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>{t('pricing.variant')}</th>
          <th className="num">{t('pricing.leastQuantity')}</th>
          <th className="num">{t('pricing.price')}</th>
        </tr>
      </thead>
      <tbody>
        {prices.map(({ variantId, sku, title, leastQuantity, amount }) => (
          <tr key={`${variantId}.${leastQuantity}`}>
            <td className="wrap-anywhere">
              <bdi>{title}</bdi>
              <bdi className="block text-12 text-ink-2">{sku}</bdi>
            </td>
            <td className="num">{formats.number(leastQuantity)}</td>
            <td className="num">
              <Money money={{ amount, currency }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

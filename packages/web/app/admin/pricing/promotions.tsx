import { BadgePercent } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import type { Promotion } from '../types.ts';
import type { Route } from './+types/promotions';
import { PromotionForm } from './promotion-form.tsx';
import { readPromotion } from './read-forms.ts';
import { useEffectText } from './use-effect-text.ts';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    promotions: await commerce.listPromotions(ctx),
    groups: platform.may(ctx.actor, 'customers.read') ? await commerce.listCustomerGroups(ctx) : [],
    products: (await commerce.listProducts(ctx, { limit: 100 })).items.map(({ id, title }) => ({ id, title })),
    currency: ctx.shop.currency,
    mayWrite: platform.may(ctx.actor, 'pricing.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const wanted = readPromotion(await request.formData(), ctx.shop.timeZone);
    let made = '';
    const refused = await submitted(async () => {
      ({ id: made } = await commerce.createPromotion(ctx, wanted));
    });
    if (refused) return refused;
    throw redirect(`/admin/${ctx.shop.slug}/pricing/promotions/${made}`);
  });

/** The promotions of the shop in the order in which they are applied, and a form for one more. */
export default function Promotions({ loaderData, actionData }: Route.ComponentProps) {
  const { promotions, groups, products, currency, mayWrite } = loaderData;
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('pricing.promotions')} actions={<ButtonLink to="try">{t('pricing.tryCart')}</ButtonLink>} />
      <p className="mt-3 max-w-2xl text-ink-2">{t('pricing.promotionsLead')}</p>
      {promotions.length === 0 ? (
        <EmptyState picture={<BadgePercent className="size-16 stroke-1" />}>{t('pricing.noPromotions')}</EmptyState>
      ) : (
        <PromotionTable promotions={promotions} />
      )}
      {mayWrite && (
        <Section title={t('pricing.makePromotion')} className="mt-10">
          <PromotionForm currency={currency} groups={groups} products={products} problem={actionData} submit={t('pricing.makePromotion')} />
        </Section>
      )}
    </div>
  );
}

function PromotionTable({ promotions }: { promotions: readonly Promotion[] }) {
  const t = useMessages();
  const formats = useFormats();
  const effectText = useEffectText();
  return (
    <table className="tbl mt-4">
      <thead>
        <tr>
          <th>{t('pricing.name')}</th>
          <th>{t('pricing.effect')}</th>
          <th className="max-sm:hidden">{t('pricing.how')}</th>
          <th className="num">{t('pricing.used')}</th>
        </tr>
      </thead>
      <tbody>
        {promotions.map((promotion) => (
          <tr key={promotion.id}>
            <td className="wrap-anywhere">
              <Link className="link font-medium" to={promotion.id}>
                <bdi>{promotion.name}</bdi>
              </Link>
              {promotion.state === 'off' && <span className="block text-12 text-ink-2">{t('pricing.off')}</span>}
            </td>
            <td>{effectText(promotion)}</td>
            <td className="max-sm:hidden">
              {promotion.needsCode ? t('pricing.byCode', { count: promotion.codes }) : t('pricing.byItself')}
            </td>
            <td className="num">{formats.number(promotion.used)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

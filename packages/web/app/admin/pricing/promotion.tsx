import { Form, Link, redirect } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { PromotionCode } from '../types.ts';
import type { Route } from './+types/promotion';
import { AreaField, TextField } from './pricing-fields.tsx';
import { PromotionForm } from './promotion-form.tsx';
import { readPromotion } from './read-forms.ts';
import { momentText, textIn } from './read-pricing.ts';
import { useEffectText } from './use-effect-text.ts';

export const loader = ({ params, context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => {
    const { promotionId: id } = params;
    const cursor = url.searchParams.get('cursor');
    const promotion = await commerce.getPromotion(ctx, { id });
    const { timeZone } = ctx.shop;
    return {
      promotion,
      moments: { startsAt: momentText(promotion.startsAt, timeZone), endsAt: momentText(promotion.endsAt, timeZone) },
      codes: await commerce.listPromotionCodes(ctx, { id, limit: 50, ...(cursor && { cursor }) }),
      groups: platform.may(ctx.actor, 'customers.read') ? await commerce.listCustomerGroups(ctx) : [],
      products: (await commerce.listProducts(ctx, { limit: 100 })).items.map(({ id, title }) => ({ id, title })),
      currency: ctx.shop.currency,
      mayWrite: platform.may(ctx.actor, 'pricing.write'),
    };
  });

export const action = ({ request, params, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const { promotionId: id } = params;
    const intent = textIn(form, 'intent');
    const usageLimit = textIn(form, 'codeUses') === '' ? null : Number(textIn(form, 'codeUses'));
    const refused = await submitted(async () => {
      if (intent === 'save') await commerce.updatePromotion(ctx, { id, ...readPromotion(form, ctx.shop.timeZone) });
      if (intent === 'codes')
        await commerce.addPromotionCodes(ctx, {
          id,
          codes: textIn(form, 'codes')
            .split(/[\s,;]+/)
            .filter(Boolean),
          usageLimit,
        });
      if (intent === 'random')
        await commerce.addPromotionCodes(ctx, { id, count: Number(textIn(form, 'count')), prefix: textIn(form, 'prefix'), usageLimit });
      if (intent === 'delete-code') await commerce.deletePromotionCode(ctx, { id, code: textIn(form, 'code') });
      if (intent === 'delete') await commerce.deletePromotion(ctx, { id });
    });
    if (!refused && intent === 'delete') throw redirect(`/admin/${ctx.shop.slug}/pricing/promotions`);
    return refused;
  });

/** One promotion: what it is, and its codes. */
export default function PromotionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { promotion, moments, codes, groups, products, currency, mayWrite } = loaderData;
  const t = useMessages();
  const { shop } = useShell();
  const effectText = useEffectText();
  const told = useProblem(actionData, { codes: 'pricing.codesError', count: 'pricing.countError', prefix: 'pricing.codesError' });
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/pricing/promotions`}>
      {t('pricing.promotions')}
    </Link>
  );
  return (
    <div className="mx-auto flex max-w-[68rem] flex-col gap-10">
      <PageTitle title={promotion.name} above={back} facts={<span>{effectText(promotion)}</span>} />
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      {promotion.needsCode && (
        <Section title={t('pricing.codes')}>
          <Codes codes={codes.items} mayWrite={mayWrite} />
          <Pager next={codes.next} />
          {mayWrite && (
            <Form method="post" preventScrollReset className="mt-6 flex max-w-xl flex-col gap-4">
              <AreaField label={t('pricing.ownCodes')} name="codes" hint={t('pricing.ownCodesHint')} error={told.of('codes')} />
              <TextField label={t('pricing.codeUses')} name="codeUses" isCode longest={9} />
              <div>
                <Button type="submit" name="intent" value="codes">
                  {t('pricing.addCodes')}
                </Button>
              </div>
              <div className="grid gap-4 sm:grid-cols-2">
                <TextField label={t('pricing.codeCount')} name="count" value="10" error={told.of('count')} isCode longest={3} />
                <TextField label={t('pricing.codePrefix')} name="prefix" error={told.of('prefix')} isCode longest={20} />
              </div>
              <div>
                <Button type="submit" name="intent" value="random">
                  {t('pricing.makeCodes')}
                </Button>
              </div>
            </Form>
          )}
        </Section>
      )}
      {mayWrite && (
        <>
          <Section title={t('pricing.settings')}>
            <PromotionForm
              key={JSON.stringify(promotion)}
              promotion={promotion}
              moments={moments}
              currency={currency}
              groups={groups}
              products={products}
              problem={actionData}
              submit={t('pricing.save')}
            />
          </Section>
          <div>
            <ConfirmDialog
              trigger={t('pricing.deletePromotion')}
              title={t('pricing.deleteTitle', { name: promotion.name })}
              keep={t('pricing.keep')}
              confirm={t('pricing.deletePromotion')}
              intent="delete"
            >
              {t('pricing.deletePromotionText')}
            </ConfirmDialog>
          </div>
        </>
      )}
    </div>
  );
}

function Codes({ codes, mayWrite }: { codes: readonly PromotionCode[]; mayWrite: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  if (codes.length === 0) return <p className="text-ink-2">{t('pricing.noCodes')}</p>;
  return (
    <ul>
      {codes.map(({ code, usageLimit, uses }) => (
        <li key={code} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-2">
          <code dir="ltr">{code}</code>
          <span className="text-ink-2">
            {usageLimit === null
              ? t('pricing.noLimit')
              : t('pricing.usedOf', { uses: formats.number(uses ?? 0), limit: formats.number(usageLimit) })}
          </span>
          {mayWrite && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="code" value={code} />
              <Button type="submit" name="intent" value="delete-code" size="small" aria-label={t('pricing.deleteCode', { code })}>
                {t('pricing.remove')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

import { data, Form } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { inShop, submitted } from '../room.ts';
import type { TaxZone } from '../types.ts';
import type { Route } from './+types/taxes';
import { AreaField, TextField } from './pricing-fields.tsx';
import { readTaxZone } from './read-forms.ts';
import { percentText, placesText, ratesText, textIn } from './read-pricing.ts';
import { ZoneFields } from './zone-fields.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = {
  name: 'pricing.nameError',
  places: 'pricing.placesError',
  rates: 'pricing.ratesError',
  shippingCategory: 'pricing.shippingCategoryError',
};

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    zones: await commerce.listTaxZones(ctx),
    ownBps: ctx.shop.taxBps,
    pricesIncludeTax: ctx.shop.pricesIncludeTax,
    mayWrite: platform.may(ctx.actor, 'pricing.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const [intent, id] = [textIn(form, 'intent'), textIn(form, 'id')];
    const refused = await submitted(async () => {
      if (intent === 'make') await commerce.createTaxZone(ctx, readTaxZone(form));
      if (intent === 'save') await commerce.updateTaxZone(ctx, { id, ...readTaxZone(form) });
      if (intent === 'delete') await commerce.deleteTaxZone(ctx, { id });
    });
    return refused ? data({ id, problem: refused.data }, { status: 422 }) : { id: '', problem: undefined };
  });

/** What is taxed where, and how much. */
export default function Taxes({ loaderData: { zones, ownBps, pricesIncludeTax, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const formats = useFormats();
  const refusedFor = (id: string) => (actionData?.problem && actionData.id === id ? actionData.problem : undefined);
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('pricing.taxes')} />
      <p className="mt-3 max-w-2xl text-ink-2">
        {t(pricesIncludeTax ? 'pricing.taxesInside' : 'pricing.taxesOnTop', { percent: formats.percent(ownBps / 10_000) })}
      </p>
      {zones.map((zone) => (
        <Section key={zone.id} title={<bdi>{zone.name}</bdi>} className="mt-8">
          <p className="mb-4 text-ink-2" dir="ltr">
            {placesText(zone.places)} · {zone.rates.map(({ category, bps }) => `${category} ${percentText(bps)} %`).join(' · ')}
          </p>
          {mayWrite && (
            <>
              <ZoneForm key={JSON.stringify(zone)} zone={zone} problem={refusedFor(zone.id)} />
              <div className="mt-4">
                <ConfirmDialog
                  trigger={t('pricing.deleteZone')}
                  title={t('pricing.deleteTitle', { name: zone.name })}
                  keep={t('pricing.keep')}
                  confirm={t('pricing.deleteZone')}
                  intent="delete"
                  fields={{ id: zone.id }}
                >
                  {t('pricing.deleteTaxZoneText')}
                </ConfirmDialog>
              </div>
            </>
          )}
        </Section>
      ))}
      {mayWrite && (
        <Section title={t('pricing.makeZone')} className="mt-10">
          <ZoneForm key={zones.length} problem={refusedFor('')} />
        </Section>
      )}
    </div>
  );
}

function ZoneForm({ zone, problem }: { zone?: TaxZone; problem: Parameters<typeof useProblem>[0] }) {
  const t = useMessages();
  const told = useProblem(problem, SENTENCES);
  return (
    <Form method="post" noValidate preventScrollReset className="flex max-w-xl flex-col gap-4">
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <ZoneFields zone={zone} told={told} />
      <AreaField
        label={t('pricing.rates')}
        name="rates"
        value={zone ? ratesText(zone.rates) : 'standard 22'}
        hint={t('pricing.ratesHint')}
        error={told.of('rates')}
      />
      <TextField
        label={t('pricing.shippingCategory')}
        name="shippingCategory"
        value={zone ? (zone.shippingCategory ?? '') : 'standard'}
        hint={t('pricing.shippingCategoryHint')}
        error={told.of('shippingCategory')}
        isCode
        longest={40}
      />
      <div>
        <Button type="submit" name="intent" value={zone ? 'save' : 'make'}>
          {t(zone ? 'pricing.save' : 'pricing.makeZone')}
        </Button>
      </div>
    </Form>
  );
}

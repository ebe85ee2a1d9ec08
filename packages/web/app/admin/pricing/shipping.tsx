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
import type { Carrier, ShippingZone } from '../types.ts';
import type { Route } from './+types/shipping';
import { RateForm } from './rate-form.tsx';
import { readRate, readZone } from './read-forms.ts';
import { placesText, textIn } from './read-pricing.ts';
import { ZoneFields } from './zone-fields.tsx';

const SENTENCES: Readonly<Record<string, MessageKey>> = { name: 'pricing.nameError', places: 'pricing.placesError' };

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    zones: await commerce.listShippingZones(ctx),
    carriers: await commerce.listCarriers(ctx),
    currency: ctx.shop.currency,
    flat: { amount: ctx.shop.shippingFlat, currency: ctx.shop.currency },
    mayWrite: platform.may(ctx.actor, 'pricing.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const [intent, id] = [textIn(form, 'intent'), textIn(form, 'id')];
    const refused = await submitted(async () => {
      if (intent === 'make') await commerce.createShippingZone(ctx, readZone(form));
      if (intent === 'save') await commerce.updateShippingZone(ctx, { id, ...readZone(form) });
      if (intent === 'delete') await commerce.deleteShippingZone(ctx, { id });
      if (intent === 'make-rate') await commerce.createShippingRate(ctx, { zoneId: id, ...readRate(form) });
      if (intent === 'save-rate') await commerce.updateShippingRate(ctx, { id, ...readRate(form) });
      if (intent === 'delete-rate') await commerce.deleteShippingRate(ctx, { id });
    });
    if (!refused) return { id: '', intent: '', problem: undefined };
    return data({ id, intent, problem: refused.data }, { status: 422 });
  });

/** Where the shop sends, and what it asks for it. */
export default function Shipping({ loaderData, actionData }: Route.ComponentProps) {
  const { zones, carriers, currency, flat, mayWrite } = loaderData;
  const t = useMessages();
  const formats = useFormats();
  const refusedFor = (id: string, intent: string) =>
    actionData?.problem && actionData.id === id && actionData.intent === intent ? actionData.problem : undefined;
  return (
    <div className="mx-auto max-w-[68rem]">
      <PageTitle title={t('pricing.shipping')} />
      <p className="mt-3 max-w-2xl text-ink-2">
        {zones.length === 0 ? t('pricing.shippingFlat', { price: formats.money(flat) }) : t('pricing.shippingLead')}
      </p>
      {zones.map((zone) => (
        <Section key={zone.id} title={<bdi>{zone.name}</bdi>} className="mt-8">
          <p className="mb-4 text-ink-2" dir="ltr">
            {placesText(zone.places)}
          </p>
          <Rates zone={zone} carriers={carriers} currency={currency} mayWrite={mayWrite} refusedFor={refusedFor} />
          {mayWrite && (
            <div className="mt-6 flex flex-col gap-4">
              <details>
                <summary className="link">{t('pricing.changeZone')}</summary>
                <ZoneForm key={JSON.stringify(zone.places)} zone={zone} problem={refusedFor(zone.id, 'save')} />
              </details>
              <div>
                <ConfirmDialog
                  trigger={t('pricing.deleteZone')}
                  title={t('pricing.deleteTitle', { name: zone.name })}
                  keep={t('pricing.keep')}
                  confirm={t('pricing.deleteZone')}
                  intent="delete"
                  fields={{ id: zone.id }}
                >
                  {t('pricing.deleteShippingZoneText')}
                </ConfirmDialog>
              </div>
            </div>
          )}
        </Section>
      ))}
      {mayWrite && (
        <Section title={t('pricing.makeZone')} className="mt-10">
          <ZoneForm key={zones.length} problem={refusedFor('', 'make')} />
        </Section>
      )}
    </div>
  );
}

type RefusedFor = (id: string, intent: string) => Parameters<typeof useProblem>[0];

type RatesProps = {
  readonly zone: ShippingZone;
  readonly carriers: readonly Carrier[];
  readonly currency: string;
  readonly mayWrite: boolean;
  readonly refusedFor: RefusedFor;
};

function Rates({ zone, carriers, currency, mayWrite, refusedFor }: RatesProps) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <>
      {zone.rates.length === 0 && <Notice look="warn">{t('pricing.noRates')}</Notice>}
      <ul>
        {zone.rates.map((rate) => (
          <li key={rate.id} className="border-b border-line py-4">
            <p className="flex flex-wrap justify-between gap-x-6">
              <bdi className="font-medium">{rate.name}</bdi>
              <span className="text-ink-2">
                {t(`pricing.kind.${rate.kind}`)} · {rate.currency} · {t(rate.state === 'on' ? 'pricing.on' : 'pricing.off')}
              </span>
            </p>
            {rate.failure && (
              <div className="mt-2">
                <Notice look="bad">
                  {t('pricing.carrierFails', { since: formats.moment(rate.failure.since) })} <bdi>{rate.failure.message}</bdi>
                </Notice>
              </div>
            )}
            {mayWrite && (
              <details className="mt-2">
                <summary className="link">{t('pricing.changeRate')}</summary>
                <RateForm
                  key={JSON.stringify(rate)}
                  rate={rate}
                  owner={{ id: rate.id, intent: 'save-rate' }}
                  carriers={carriers}
                  currency={currency}
                  problem={refusedFor(rate.id, 'save-rate')}
                />
                <div className="mt-4">
                  <ConfirmDialog
                    trigger={t('pricing.deleteRate')}
                    title={t('pricing.deleteTitle', { name: rate.name })}
                    keep={t('pricing.keep')}
                    confirm={t('pricing.deleteRate')}
                    intent="delete-rate"
                    fields={{ id: rate.id }}
                  >
                    {t('pricing.deleteRateText')}
                  </ConfirmDialog>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <details className="mt-4" open={refusedFor(zone.id, 'make-rate') !== undefined}>
          <summary className="link">{t('pricing.makeRate')}</summary>
          <RateForm
            key={zone.rates.length}
            owner={{ id: zone.id, intent: 'make-rate' }}
            carriers={carriers}
            currency={currency}
            problem={refusedFor(zone.id, 'make-rate')}
          />
        </details>
      )}
    </>
  );
}

function ZoneForm({ zone, problem }: { zone?: ShippingZone; problem: Parameters<typeof useProblem>[0] }) {
  const t = useMessages();
  const told = useProblem(problem, SENTENCES);
  return (
    <Form method="post" noValidate preventScrollReset className="mt-3 flex max-w-xl flex-col gap-4">
      {told.rest && <Notice look="bad">{told.rest}</Notice>}
      <ZoneFields zone={zone} told={told} />
      <div>
        <Button type="submit" name="intent" value={zone ? 'save' : 'make'}>
          {t(zone ? 'pricing.save' : 'pricing.makeZone')}
        </Button>
      </div>
    </Form>
  );
}

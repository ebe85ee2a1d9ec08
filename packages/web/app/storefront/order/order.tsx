import { CircleCheck, CircleX, Hourglass, type LucideIcon, PackageCheck, Undo2 } from 'lucide-react';
import type { Route } from './+types/order';
import { LANGUAGES } from '../../i18n/languages.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { MessageKey } from '../../i18n/translate.ts';
import { Money } from '../../parts/money.tsx';
import { type OrderStage, stageOf } from '../../parts/order-stage.ts';
import { Pill, type PillLook } from '../../parts/pill.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { BoughtLines } from '../parts/bought-lines.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PostalAddress } from '../parts/postal-address.tsx';
import { Words } from '../parts/words.tsx';
import { Totals } from '../parts/totals.tsx';
import { usePage, useShopPath } from '../../use-page.ts';
import { atShop } from '../shop-of.ts';

export function loader(args: Route.LoaderArgs) {
  return atShop(args, async ({ ctx, commerce }) => ({ order: await commerce.getOrderByCode(ctx, { code: args.params.code }) }));
}

const STAGES: Readonly<Record<OrderStage, { icon: LucideIcon; look: PillLook; key: MessageKey }>> = {
  placed: { icon: Hourglass, look: 'warn', key: 'order.state.placed' },
  failed: { icon: CircleX, look: 'bad', key: 'order.state.failed' },
  paid: { icon: CircleCheck, look: 'ok', key: 'order.state.paid' },
  partly: { icon: PackageCheck, look: 'ok', key: 'order.state.partly' },
  fulfilled: { icon: PackageCheck, look: 'ok', key: 'order.state.fulfilled' },
  cancelled: { icon: Undo2, look: 'plain', key: 'order.state.cancelled' },
};

export default function Order({ loaderData: { order } }: Route.ComponentProps) {
  const t = useMessages();
  const { icon, look, key } = STAGES[stageOf(order)];
  return (
    <div className="mx-auto max-w-[86rem] px-4 pt-8 lg:px-10 lg:pt-12">
      <PageHead title={t('order.title', { code: order.code })} />
      <Pill look={look} icon={icon}>
        {t(key)}
      </Pill>
      <h1 className="display mt-3 text-36 lg:text-48">{t(order.state === 'cancelled' ? 'order.cancelled' : 'order.thanks')}</h1>
      <p className="mt-3 max-w-[56ch] text-18 text-ink-2">{t('order.keep', { code: order.code, email: order.email })}</p>
      <div className="mt-10 grid gap-10 lg:grid-cols-12 lg:gap-12">
        <div className="flex flex-col gap-10 lg:col-span-7">
          {order.transfer && (
            <ShopSection title={t('order.pay')}>
              <p className="mt-4">{t('order.transfer')}</p>
              <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 rounded-1 bg-felt p-4">
                <dt className="text-ink-2">{t('order.transfer.amount')}</dt>
                <dd>
                  <Money money={{ ...order.total, amount: order.total.amount - order.credit.amount }} />
                </dd>
                <dt className="text-ink-2">{t('order.transfer.to')}</dt>
                <dd>{order.transfer.to ? <Words>{order.transfer.to}</Words> : t('order.transfer.ask')}</dd>
                <dt className="text-ink-2">{t('order.transfer.reference')}</dt>
                <dd>
                  <bdi>{order.transfer.reference.replace(/.{4}(?=.)/g, '$& ')}</bdi>
                </dd>
              </dl>
            </ShopSection>
          )}
          {order.fulfilments.map((sent) => (
            <Parcel key={sent.id} sent={sent} />
          ))}
          <ShopSection title={t('order.sentTo')}>
            <PostalAddress address={order.address} />
          </ShopSection>
        </div>
        <ShopSection title={t('order.bought')} className="lg:col-span-5">
          <div className="mt-5">
            <BoughtLines lines={order.lines} />
          </div>
          <div className="mt-7 border-t border-edge pt-5">
            <Totals totals={order} />
          </div>
          <Papers order={order} />
        </ShopSection>
      </div>
    </div>
  );
}

type OrderView = Route.ComponentProps['loaderData']['order'];

/** What went out together, and how to follow it. */
function Parcel({ sent }: { sent: OrderView['fulfilments'][number] }) {
  const t = useMessages();
  const { language } = usePage();
  const { locale } = LANGUAGES[language];
  return (
    <ShopSection title={t('order.parcel')}>
      <p className="mt-4 text-ink-2">
        <time dateTime={sent.at}>{new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(sent.at))}</time>
        {(sent.carrier || sent.trackingNumber) && (
          <>
            {' · '}
            <bdi>{[sent.carrier, sent.trackingNumber].filter(Boolean).join(' ')}</bdi>
          </>
        )}
      </p>
      <ul className="mt-2">
        {sent.lines.map(({ position, title, quantity }) => (
          <li key={position}>
            {new Intl.NumberFormat(locale).format(quantity)} × <Words>{title}</Words>
          </li>
        ))}
      </ul>
      {sent.trackingUrl && (
        <p className="mt-2">
          <a className="link" href={sent.trackingUrl} rel="noreferrer" target="_blank">
            {t('order.follow')}
          </a>
        </p>
      )}
    </ShopSection>
  );
}

/** The invoice and what corrects it, to keep. */
function Papers({ order }: { order: OrderView }) {
  const t = useMessages();
  const path = useShopPath();
  return (
    order.invoices.length > 0 && (
      <ul className="mt-5">
        {order.invoices.map(({ id, kind, number }) => (
          <li key={id}>
            <a className="link" href={path(`orders/${order.code}/invoice.pdf?invoice=${id}`)}>
              {t(kind === 'invoice' ? 'order.invoice' : 'order.creditNote', { number })}
            </a>
          </li>
        ))}
      </ul>
    )
  );
}

import { CircleCheck, CircleX, Hourglass, type LucideIcon, PackageCheck, Undo2 } from 'lucide-react';
import type { Route } from './+types/order';
import { useMessages } from '../../i18n/use-messages.tsx';
import type { MessageKey } from '../../i18n/translate.ts';
import { Money } from '../../parts/money.tsx';
import { type OrderStage, stageOf } from '../../parts/order-stage.ts';
import { Pill, type PillLook } from '../../parts/pill.tsx';
import { ShopSection } from '../../parts/section.tsx';
import { usePage } from '../../use-page.ts';
import { BoughtLines } from '../parts/bought-lines.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Words } from '../parts/words.tsx';
import { Totals } from '../parts/totals.tsx';
import { atShop } from '../shop-of.ts';
import type { OrderView } from '../types.ts';

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
        </ShopSection>
      </div>
    </div>
  );
}

function PostalAddress({ address }: { address: OrderView['address'] }) {
  const { language } = usePage();
  const country = new Intl.DisplayNames([language], { type: 'region' }).of(address.country);
  const { name, line1, line2 = '', postalCode, city, region = '' } = address;
  const lines = [name, line1, line2, `${postalCode} ${city}`, region].filter((line) => line !== '');
  return (
    <address className="mt-4 not-italic">
      {lines.map((line) => (
        <span key={line} className="block">
          <Words>{line}</Words>
        </span>
      ))}
      <span className="block" suppressHydrationWarning>
        {country}
      </span>
    </address>
  );
}

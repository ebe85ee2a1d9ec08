import { Mail } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useProblem } from '../parts/use-problem.ts';
import { Where } from '../parts/where.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { OrderView } from '../types.ts';
import type { Route } from './+types/order';
import { OrderHistory } from './order-history.tsx';
import { OrderLines, OrderSums } from './order-lines.tsx';
import { OrderMoves } from './order-moves.tsx';
import { OrderPill, PaymentPill } from './order-pills.tsx';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, staff, operations }) => ({
    order: await operations.commerce.getOrder(ctx, { id: params.orderId }),
    mayWrite: operations.platform.may(ctx.actor, 'orders.write'),
    staffId: staff.id,
  }));

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const id = params.orderId;
    const move = (await request.formData()).get('intent');
    return submitted(async () => {
      if (move === 'pay') await commerce.markOrderPaid(ctx, { id });
      if (move === 'fulfil') await commerce.fulfilOrder(ctx, { id });
      if (move === 'cancel') await commerce.cancelOrder(ctx, { id });
    });
  });

export default function Order({ loaderData: { order, mayWrite, staffId }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const told = useProblem(actionData, {});
  return (
    <div className="mx-auto max-w-[68rem]">
      <OrderHead order={order} mayWrite={mayWrite} />
      {told.rest && (
        <div className="mt-6">
          <Notice look="bad">{told.rest}</Notice>
        </div>
      )}
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={t('order.lines')}>
            <OrderLines order={order} />
          </Section>
          <Section title={t('order.money')} aside={<PaymentPill paymentState={order.paymentState} />}>
            <OrderSums order={order} />
          </Section>
          <OrderHistory history={order.history} staffId={staffId} />
        </div>
        <Customer order={order} />
      </div>
    </div>
  );
}

function OrderHead({ order, mayWrite }: { order: OrderView; mayWrite: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/orders`} room={t('nav.orders')} here={order.code} />}
      title={t('order.title', { code: order.code })}
      facts={
        <>
          <OrderPill state={order.state} />
          <PaymentPill paymentState={order.paymentState} />
          <span>{formats.moment(order.placedAt)}</span>
          <bdi>{order.address.name}</bdi>
        </>
      }
      actions={mayWrite && <OrderMoves order={order} />}
    />
  );
}

function Customer({ order }: { order: OrderView }) {
  const t = useMessages();
  const formats = useFormats();
  const { address } = order;
  return (
    <div className="flex flex-col gap-8 self-start">
      <Section title={t('order.customer')}>
        <p className="font-medium">
          <bdi>{address.name}</bdi>
        </p>
        <p className="mt-1 flex items-center gap-2">
          <Mail className="i" />
          <a className="link wrap-anywhere" href={`mailto:${order.email}`} dir="ltr">
            {order.email}
          </a>
        </p>
      </Section>
      <Section title={t('order.goesTo')}>
        <address className="not-italic">
          {[address.name, address.line1, address.line2, `${address.postalCode} ${address.city}`.trim(), address.region]
            .filter(Boolean)
            .map((line) => (
              <span key={line} className="block">
                <bdi>{line}</bdi>
              </span>
            ))}
          <span className="block">{formats.country(address.country)}</span>
        </address>
      </Section>
      {order.paymentInstructions && order.paymentState === 'awaiting_transfer' && (
        <Section title={t('order.howToPay')}>
          <p dir="auto" className="whitespace-pre-line text-ink-2">
            {order.paymentInstructions}
          </p>
        </Section>
      )}
    </div>
  );
}

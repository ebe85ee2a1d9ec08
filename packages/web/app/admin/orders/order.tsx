import { Mail } from 'lucide-react';
import { Link } from 'react-router';
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
import { CancelUnitsForm, NoteForm, RefundForm, SendForm } from './order-forms.tsx';
import { OrderHistory } from './order-history.tsx';
import { OrderLines, OrderSums } from './order-lines.tsx';
import { OrderMoves } from './order-moves.tsx';
import { OrderPill, PaymentPill } from './order-pills.tsx';
import { readCancelled, readNote, readRefund, readSending } from './read-order-form.ts';

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, staff, operations }) => ({
    order: await operations.commerce.getOrder(ctx, { id: params.orderId }),
    staffId: staff.id,
  }));

export const action = ({ request, context, params, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const id = params.orderId;
    const form = await request.formData();
    const move = form.get('intent');
    return submitted(async () => {
      if (move === 'pay') await commerce.markOrderPaid(ctx, { id });
      if (move === 'capture') await commerce.capturePayment(ctx, { orderId: id });
      if (move === 'fulfil') await commerce.fulfilOrder(ctx, { id, ...readSending(form) });
      if (move === 'cancel') await commerce.cancelOrder(ctx, { id });
      if (move === 'cancel_units') await commerce.cancelUnits(ctx, { id, ...readCancelled(form) });
      if (move === 'note') await commerce.noteOrder(ctx, { id, note: readNote(form) });
      if (move === 'refund') {
        const { total } = await commerce.getOrder(ctx, { id });
        await commerce.requestRefund(ctx, { orderId: id, ...readRefund(form, total.currency) });
      }
    });
  });

const SENTENCES = {
  lines: 'order.error.lines',
  amount: 'order.error.amount',
  tracking: 'order.error.tracking',
  note: 'order.error.note',
} as const;

export default function Order({ loaderData: { order, staffId }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const told = useProblem(actionData, SENTENCES);
  const may = (action: OrderView['actions'][number]) => order.actions.includes(action);
  return (
    <div className="mx-auto max-w-[68rem]">
      <OrderHead order={order} />
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
          {may('fulfil') && <SendForm key={order.fulfilments.length} order={order} told={told.of} />}
          <Section title={t('order.money')} aside={<PaymentPill order={order} />}>
            <OrderSums order={order} />
          </Section>
          {(may('refund') || may('cancel_units')) && (
            <div className="flex flex-col gap-3">
              {may('cancel_units') && <CancelUnitsForm key={`cancel ${order.history.length}`} order={order} told={told.of} />}
              {may('refund') && <RefundForm key={`refund ${order.refunds.length}`} order={order} told={told.of} />}
            </div>
          )}
          <div>
            <OrderHistory order={order} staffId={staffId} />
            {may('note') && <NoteForm told={told.of} written={order.history.length} />}
          </div>
        </div>
        <Customer order={order} />
      </div>
    </div>
  );
}

function OrderHead({ order }: { order: OrderView }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <PageTitle
      above={<Where to={`/admin/${shop.slug}/orders`} room={t('nav.orders')} here={order.code} />}
      title={t('order.title', { code: order.code })}
      facts={
        <>
          <OrderPill order={order} />
          <PaymentPill order={order} />
          {order.number !== null && <span>{t('order.number', { number: order.number })}</span>}
          <span>{formats.moment(order.placedAt)}</span>
          <bdi>{order.address.name}</bdi>
        </>
      }
      actions={<OrderMoves order={order} />}
    />
  );
}

function Customer({ order }: { order: OrderView }) {
  const t = useMessages();
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
        <PostalLines address={address} />
      </Section>
      {order.billingAddress && (
        <Section title={t('order.billTo')}>
          <PostalLines address={order.billingAddress} />
        </Section>
      )}
      {order.invoices.length > 0 && (
        <Section title={t('order.papers')}>
          <ul>
            {order.invoices.map(({ id, kind, number }) => (
              <li key={id}>
                <Link className="link" to={`invoice.pdf?invoice=${id}`} relative="path" reloadDocument>
                  {t(kind === 'invoice' ? 'order.invoice' : 'order.creditNote', { number })}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {order.paymentInstructions && order.transfer && (
        <Section title={t('order.howToPay')}>
          <p dir="auto" className="whitespace-pre-line text-ink-2">
            {order.paymentInstructions}
          </p>
        </Section>
      )}
    </div>
  );
}

function PostalLines({ address }: { address: OrderView['address'] }) {
  const formats = useFormats();
  return (
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
  );
}

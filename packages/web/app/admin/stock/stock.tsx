import { data, Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { Pager } from '../parts/pager.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Stock as StockOfVariant, StockReservation } from '../types.ts';
import type { Route } from './+types/stock';
import { STOCK_CHANGES } from './change-stock.ts';
import { LowPill } from './low-pill.tsx';
import { MovementTable } from './movement-table.tsx';
import { StockForms } from './stock-forms.tsx';

export const loader = ({ context, url, params: { variantId } }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, staff, operations: { commerce, platform } }) => {
    const cursor = url.searchParams.get('cursor');
    const [stock, reservations, movements, locations] = await Promise.all([
      commerce.getStock(ctx, { variantId }),
      commerce.listReservations(ctx, { variantId, limit: 100 }),
      commerce.listMovements(ctx, { variantId, ...(cursor && { cursor }) }),
      commerce.listLocations(ctx),
    ]);
    const mayWrite = platform.may(ctx.actor, 'inventory.write');
    // Written with the key of the page, a form that is sent twice is done once.
    return { stock, reservations, movements, locations, mayWrite, staffId: staff.id, key: crypto.randomUUID() };
  });

export const action = ({ request, context, url, params }: Route.ActionArgs) =>
  inShop({ context, url }, async (room) => {
    const form = await request.formData();
    const intent = String(form.get('intent'));
    const refused = await submitted(async () => STOCK_CHANGES[intent]?.({ variantId: params.variantId, form, room }));
    return refused ? data({ intent, problem: refused.data }, { status: 422 }) : data({ intent, problem: null });
  });

/** One variant: where it lies, who was promised it, how it came and went, and what can be done. */
export default function Stock({ loaderData, actionData: answer }: Route.ComponentProps) {
  const { stock, reservations, movements, locations, mayWrite, staffId, key } = loaderData;
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  const back = (
    <Link className="link" to={`/admin/${shop.slug}/stock`}>
      {t('nav.stock')}
    </Link>
  );
  const facts = (
    <>
      <code dir="ltr">{stock.sku}</code>
      <span>{t('inventory.freeUnits', { count: stock.free })}</span>
      <span>
        {stock.lowStockAt === null ? t('inventory.noNotice') : t('inventory.noticeAt', { number: formats.number(stock.lowStockAt) })}
      </span>
      {stock.low && <LowPill />}
      <Link className="link" to={`/admin/${shop.slug}/products/${stock.productId}`}>
        {t('inventory.toProduct')}
      </Link>
    </>
  );
  return (
    <div className="mx-auto max-w-[52rem]">
      <PageTitle title={stock.title} above={back} facts={facts} />
      <div className="mt-8 flex flex-col gap-10">
        <Places stock={stock} />
        {mayWrite && <StockForms stock={stock} locations={locations} answer={answer} formKey={key} />}
        <Reservations items={reservations.items} />
        <Section title={t('inventory.movements')}>
          <MovementTable movements={movements.items} staffId={staffId} />
          <Pager next={movements.next} />
        </Section>
      </div>
    </div>
  );
}

function Places({ stock: { places } }: { stock: StockOfVariant }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <Section title={t('inventory.places')}>
      {places.length === 0 && <p className="text-ink-2">{t('inventory.nowhere')}</p>}
      {places.length > 0 && (
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('inventory.place')}</th>
              <th className="num">{t('inventory.onHand')}</th>
              <th className="num">{t('inventory.reserved')}</th>
              <th className="num max-sm:hidden">{t('inventory.backorder')}</th>
              <th className="num">{t('inventory.free')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ locationId, name, state, onHand, reserved, backorderLimit, free }) => (
              <tr key={locationId}>
                <td className="wrap-anywhere">
                  <bdi>{name}</bdi>
                  {state === 'closed' && <span className="block text-12 text-ink-2">{t('inventory.closed')}</span>}
                </td>
                <td className="num">{formats.number(onHand)}</td>
                <td className="num">{formats.number(reserved)}</td>
                <td className="num max-sm:hidden">{formats.number(backorderLimit)}</td>
                <td className="num">{formats.number(free)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Reservations({ items }: { items: readonly StockReservation[] }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <Section title={t('inventory.promised')}>
      {items.length === 0 && <p className="text-ink-2">{t('inventory.noPromises')}</p>}
      <ul>
        {items.map(({ cartId, order, until, quantity, places }) => (
          <li key={cartId} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-2.5">
            {order ? (
              <Link className="link font-medium" to={`/admin/${shop.slug}/orders/${order.id}`} dir="ltr">
                {order.code}
              </Link>
            ) : (
              <span>{until && t('inventory.paying', { moment: formats.moment(until) })}</span>
            )}
            <bdi className="text-ink-2">{places.map(({ name }) => name).join(t('list.comma'))}</bdi>
            <span>{t('inventory.units', { count: quantity })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { sql } from 'kysely';
import { authorise, type Ctx, readInput } from '#platform';
import { type SalesSummary, salesInputSchema } from './sales.ts';

const TOP = 5;

/** Days of the shop's own time zone, both included. */
type Span = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate };

/**
 * What was sold in the last days, today included, without cancelled orders. Revenue is what buyers paid, with shipping and tax; that
 * of a product is its lines alone.
 * @throws BottegaError forbidden, unauthenticated, invalid_input
 */
export async function summarizeSales(ctx: Ctx, input: { days?: number } = {}): Promise<SalesSummary> {
  authorise(ctx, 'insights.read');
  const { days } = readInput(salesInputSchema, input);
  const to = ctx.clock.now().toZonedDateTimeISO(ctx.shop.timeZone).toPlainDate();
  const span = { from: to.subtract({ days: days - 1 }), to };
  const money = (amount: number) => ({ amount, currency: ctx.shop.currency });
  const sold = new Map((await readDays(ctx, span)).map((row) => [row.day, row]));
  const byDay = daysOf(span).map((day) => ({ day, orders: sold.get(day)?.orders ?? 0, revenue: money(sold.get(day)?.revenue ?? 0) }));
  const orders = byDay.reduce((sum, day) => sum + day.orders, 0);
  const revenue = byDay.reduce((sum, day) => sum + day.revenue.amount, 0);
  const top = await readTop(ctx, span);
  return {
    from: span.from.toString(),
    to: span.to.toString(),
    orders,
    revenue: money(revenue),
    average: orders === 0 ? null : money(Math.round(revenue / orders)),
    byDay,
    top: top.map(({ revenue, ...product }) => ({ ...product, revenue: money(revenue) })),
  };
}

function daysOf({ from, to }: Span): string[] {
  const { days } = from.until(to);
  return Array.from({ length: days + 1 }, (_, day) => from.add({ days: day }).toString());
}

/** The orders that count: sold in the span, in the shop's currency, not cancelled. */
const ordersOf = (ctx: Ctx, { from, to }: Span) =>
  ctx.db
    .selectFrom('orders')
    .where('orders.shop_id', '=', ctx.shop.id)
    .where('orders.currency', '=', ctx.shop.currency)
    .where('orders.state', '<>', 'cancelled')
    .where('placed_at', '>=', startOf(ctx, from))
    .where('placed_at', '<', startOf(ctx, to.add({ days: 1 })));

const startOf = (ctx: Ctx, day: Temporal.PlainDate): string => day.toZonedDateTime(ctx.shop.timeZone).toInstant().toString();

const readDays = (ctx: Ctx, span: Span) =>
  ordersOf(ctx, span)
    .select([
      sql<string>`to_char(placed_at at time zone ${ctx.shop.timeZone}, 'YYYY-MM-DD')`.as('day'),
      sql<number>`count(*)`.as('orders'),
      sql<number>`sum(total)::bigint`.as('revenue'),
    ])
    .groupBy('day')
    .execute();

const readTop = (ctx: Ctx, span: Span) =>
  ordersOf(ctx, span)
    .innerJoin('order_line as line', (join) => join.onRef('line.shop_id', '=', 'orders.shop_id').onRef('line.order_id', '=', 'orders.id'))
    .innerJoin('product', (join) => join.onRef('product.shop_id', '=', 'line.shop_id').onRef('product.id', '=', 'line.product_id'))
    .innerJoin('product_text as text', (join) =>
      join
        .onRef('text.shop_id', '=', 'product.shop_id')
        .onRef('text.product_id', '=', 'product.id')
        .onRef('text.language', '=', 'product.main_language'),
    )
    .select(['line.product_id as productId', 'product.slug', 'text.title'])
    .select([sql<number>`sum(line.quantity)::int`.as('units'), sql<number>`sum(line.total)::bigint`.as('revenue')])
    .groupBy(['line.product_id', 'product.slug', 'text.title'])
    .orderBy('revenue', 'desc')
    .orderBy('line.product_id')
    .limit(TOP)
    .execute();

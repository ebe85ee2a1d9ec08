import { countWork } from '#commerce';
import { type SalesSummary, summarizeSales } from '#insights';
import { authorise, type Ctx, listReviewItems } from '#platform';
import type { LaunchSummary } from '../launches/launch.ts';
import { listLaunches } from '../launches/list-launches.ts';

export type ChecklistEntry = {
  readonly key: 'profile' | 'product' | 'launch' | 'film' | 'order';
  readonly done: boolean;
  readonly href: string;
};
export type Need = {
  readonly kind: 'approval' | 'review' | 'order_to_pay' | 'order_to_send' | 'low_stock';
  readonly count: number;
  readonly href: string;
};

/** What the first page of the admin shows; hrefs are relative to the shop's admin pages. */
export type Home = {
  readonly checklist: readonly ChecklistEntry[];
  readonly running: readonly LaunchSummary[];
  readonly needs: readonly Need[];
  readonly sales: SalesSummary;
};

/** The state of the shop as its maker meets it in the morning; every entry is read from what is there. */
export async function describeHome(ctx: Ctx): Promise<Home> {
  authorise(ctx, 'insights.read');
  const [counts, review, launches, running, waiting, sales] = await Promise.all([
    countWork(ctx),
    listReviewItems(ctx, { state: 'open' }),
    listLaunches(ctx, { limit: 1 }),
    listLaunches(ctx, { status: ['queued', 'running'] }),
    listLaunches(ctx, { status: ['waiting'], limit: 100 }),
    summarizeSales(ctx, { days: 30 }),
  ]);
  const needs: Need[] = [
    { kind: 'approval', count: waiting.items.length, href: 'launches?status=waiting' },
    { kind: 'review', count: review.length, href: 'studio/review' },
    { kind: 'order_to_pay', count: counts.toPay, href: 'orders?task=to_pay' },
    { kind: 'order_to_send', count: counts.toSend, href: 'orders?task=to_send' },
    { kind: 'low_stock', count: counts.lowStock, href: 'stock?low=true' },
  ];
  return {
    checklist: [
      { key: 'profile', done: ctx.shop.about !== '', href: '' },
      { key: 'product', done: counts.onSale > 0, href: 'products' },
      { key: 'launch', done: launches.items.length > 0, href: 'launches/new' },
      { key: 'film', done: counts.films > 0, href: 'launches' },
      { key: 'order', done: counts.orders > 0, href: 'orders' },
    ],
    running: running.items,
    needs: needs.filter(({ count }) => count > 0),
    sales,
  };
}

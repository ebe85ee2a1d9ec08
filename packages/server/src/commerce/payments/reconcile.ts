import { z } from '@hono/zod-openapi';
import { type PaymentMovement, type PaymentProvider, ProviderError } from '@bottega/contracts';
import { sql } from 'kysely';
import { authorise, type Ctx, readInput } from '#platform';
import { isId } from '../words.ts';
import { LIMIT_MS, NEVER, placeOf } from './ask-provider.ts';
import { openCase } from './cases.ts';
import type { PaymentPlace } from './payment.ts';
import { refreshPayment } from './refresh-payment.ts';

const instant = (what: string) => z.iso.datetime({ offset: true, message: `Give ${what} as a moment such as 2026-11-20T00:00:00Z.` });

export const reconcilingSchema = z
  .strictObject({
    provider: z.string().max(60, 'This is no way of paying.').optional().openapi({ description: 'Left out: every one that has books.' }),
    from: instant('the beginning').optional().openapi({ description: 'Left out: three days ago.' }),
    to: instant('the end').optional().openapi({ description: 'Left out: an hour ago, for books are written late.' }),
  })
  .openapi('ReconcilePayments');
export type Reconcile = Partial<z.output<typeof reconcilingSchema>>;

export const reconciliationSchema = z
  .object({
    items: z.array(
      z.object({
        provider: z.string(),
        from: z.string(),
        to: z.string(),
        movements: z.int().openapi({ description: 'How many the provider’s books have in this span.' }),
        opened: z.int().openapi({ description: 'Differences that were not known before.' }),
        problem: z.string().nullable().openapi({ description: 'Why its books could not be read.' }),
      }),
    ),
  })
  .openapi('Reconciliation');
export type Reconciliation = z.output<typeof reconciliationSchema>;

type Span = { readonly from: Temporal.Instant; readonly to: Temporal.Instant };

/** The days overlap, so that what was written late is still met. */
const LOOKED_BACK = { hours: 72 };
const WRITTEN_WITHIN = { hours: 1 };
/** The books of both sides may date one movement differently: by minutes at the edges of the span, by days inside. */
const SKEW = { minutes: 45 };
const APART = { hours: 48 };
const MOST_PAGES = 1_000;

/**
 * Holds the books of the providers against ours. Each difference is put before the staff once, however often it is found.
 * @throws BottegaError invalid_input, forbidden, unauthenticated
 */
export async function reconcilePayments(ctx: Ctx, input: Reconcile = {}): Promise<Reconciliation> {
  authorise(ctx, 'payments.write');
  const wanted = readInput(reconcilingSchema, input);
  const to = wanted.to === undefined ? ctx.clock.now().subtract(WRITTEN_WITHIN) : Temporal.Instant.from(wanted.to);
  const from = wanted.from === undefined ? to.subtract(LOOKED_BACK) : Temporal.Instant.from(wanted.from);
  const providers = (await ctx.providers.list('payment')).filter((provider) => provider.listMovements);
  const items: Reconciliation['items'] = [];
  for (const provider of providers) {
    if (wanted.provider !== undefined && wanted.provider !== provider.id) continue;
    const found = await reconcileOne(ctx, provider, { from, to }).catch((error: unknown) => {
      if (!(error instanceof ProviderError)) throw error;
      ctx.log.warn({ err: error, provider: provider.id }, 'the books of a provider could not be read');
      return { movements: 0, opened: 0, problem: error.userMessage };
    });
    items.push({ provider: provider.id, from: from.toString(), to: to.toString(), problem: null, ...found });
  }
  return { items };
}

async function reconcileOne(ctx: Ctx, provider: PaymentProvider, span: Span): Promise<{ movements: number; opened: number }> {
  const { place, movements } = await readBooks(ctx, provider, span);
  // What is only ours to look up anew (a refund given by hand at the company, say) is no difference any more once it was.
  for (const paymentId of paymentsToLookAt(await compare(ctx, { provider, place, span, movements })))
    await refreshPayment(ctx, { paymentId });
  const found = await compare(ctx, { provider, place, span, movements });
  let opened = 0;
  for (const difference of found) if (await openCase(ctx, { ...difference, provider: provider.id })) opened++;
  return { movements: movements.filter(({ at }) => isWithin(at, span)).length, opened };
}

type Difference = {
  readonly kind: 'theirs_only' | 'ours_only' | 'differs' | 'disputed';
  readonly subject: string;
  readonly paymentId: string | null;
  readonly orderId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const paymentsToLookAt = (found: readonly Difference[]): Set<string> => new Set(found.flatMap(({ paymentId }) => paymentId ?? []));

type Books = {
  readonly provider: PaymentProvider;
  readonly place: PaymentPlace;
  readonly span: Span;
  readonly movements: readonly PaymentMovement[];
};

/** Movement against row, the exact ones first: what is left on either side is a difference. */
async function compare(ctx: Ctx, { provider, place, span, movements }: Books): Promise<Difference[]> {
  const ours = await readOurs(ctx, { provider: provider.id, place, span, movements });
  const left = movements.filter((movement) => !meetExactly(ours, movement));
  const theirs = left.filter(({ at }) => isWithin(at, span)).map((movement) => describe(ours, movement));
  const alone = ours.rows.filter((row) => !row.isMet && isWithin(row.at, span));
  return [
    ...theirs,
    ...alone.map(({ type, id, amount, currency, paymentId, orderId, at }): Difference => {
      return { kind: 'ours_only', subject: id, paymentId, orderId, detail: { type, amount, currency, at } };
    }),
  ];
}

const isWithin = (at: string, { from, to }: Span): boolean => {
  const instant = Temporal.Instant.from(at);
  return Temporal.Instant.compare(instant, from) >= 0 && Temporal.Instant.compare(instant, to) < 0;
};

/** What the provider has in the span, with some time to each side for what is dated differently here. */
async function readBooks(ctx: Ctx, provider: PaymentProvider, asked: Span): Promise<{ place: PaymentPlace; movements: PaymentMovement[] }> {
  const from = asked.from.subtract(SKEW);
  const to = asked.to.add(SKEW);
  const movements: PaymentMovement[] = [];
  let place: PaymentPlace = 'offline';
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const span = { from: from.toString(), to: to.toString(), ...(cursor !== undefined && { cursor }) };
    const next = await ctx.providers.call({ provider, signal: NEVER, limitMs: LIMIT_MS }, async (call) => {
      place = placeOf(provider, call);
      const read = await provider.listMovements?.(span, call);
      movements.push(...(read?.movements ?? []));
      return read?.next ?? null;
    });
    if (next === null) return { place, movements };
    cursor = next;
  }
  throw new ProviderError('temporary', 'The books have too many pages for one look: choose a shorter span.');
}

type Payment = { readonly id: string; readonly reference: string | null; readonly orderId: string | null };
type OurRow = {
  readonly type: 'capture' | 'refund';
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly reference: string | null;
  readonly at: string;
  /** Whether the provider's books have it too. */
  isMet: boolean;
};
type Ours = { readonly payments: readonly Payment[]; readonly rows: readonly OurRow[] };

/** What we have written down in the same environment: the payments that are named, and the parts of the span with some time to each side. */
async function readOurs(ctx: Ctx, { provider, place, span, movements }: Omit<Books, 'provider'> & { provider: string }): Promise<Ours> {
  const [first, last] = [span.from.subtract(APART).toString(), span.to.add(APART).toString()];
  const keys = [...new Set(movements.flatMap(({ key }) => (key !== null && isId(key) ? key : [])))];
  const references = [...new Set(movements.flatMap(({ payment }) => payment ?? []))];
  const payment = () =>
    ctx.db
      .selectFrom('payment')
      .where('payment.shop_id', '=', ctx.shop.id)
      .where('payment.provider', '=', provider)
      .where('payment.environment', '=', place);
  const payments = await payment()
    .select(['id', 'reference', 'order_id as orderId'])
    .where(sql<boolean>`(payment.id = any (${keys}::uuid[]) or payment.reference = any (${references}::text[]))`)
    .execute();
  const captures = await payment()
    .innerJoin('payment_capture as part', (join) =>
      join.onRef('part.shop_id', '=', 'payment.shop_id').onRef('part.payment_id', '=', 'payment.id'),
    )
    .select([
      'part.id',
      'payment.id as paymentId',
      'payment.order_id as orderId',
      'part.amount',
      'payment.currency',
      'part.settled_at as at',
    ])
    .where('part.state', '=', 'done')
    .where('part.settled_at', '>=', first)
    .where('part.settled_at', '<', last)
    .execute();
  const refunds = await payment()
    .innerJoin('refund', (join) => join.onRef('refund.shop_id', '=', 'payment.shop_id').onRef('refund.payment_id', '=', 'payment.id'))
    .select(['refund.id', 'payment.id as paymentId', 'payment.order_id as orderId', 'refund.amount', 'payment.currency'])
    .select(['refund.reference', 'refund.settled_at as at'])
    .where('refund.state', '=', 'done')
    .where('refund.credit', '=', 0)
    .where('refund.settled_at', '>=', first)
    .where('refund.settled_at', '<', last)
    .execute();
  return {
    payments,
    rows: [
      ...captures.map((row): OurRow => ({ ...row, type: 'capture', reference: null, at: row.at as string, isMet: false })),
      ...refunds.map((row): OurRow => ({ ...row, type: 'refund', at: row.at as string, isMet: false })),
    ],
  };
}

/** By our key where the movement tells it, else by the provider's own name of the payment. */
const findPayment = (payments: readonly Payment[], { key, payment }: PaymentMovement): Payment | undefined =>
  payments.find(({ id, reference }) => (key !== null && isId(key) ? id === key : payment !== null && reference === payment));

const rowsOf = ({ payments, rows }: Ours, movement: PaymentMovement): OurRow[] => {
  const paymentId = findPayment(payments, movement)?.id;
  return rows.filter((row) => !row.isMet && row.type === movement.type && row.paymentId === paymentId);
};
/** A refund of several captures has a name for each. */
const isNamed = ({ reference }: OurRow, movement: PaymentMovement): boolean => (reference ?? '').split(' ').includes(movement.reference);

/** Takes the row that a movement is out of the search. Whether there is one. */
function meetExactly(ours: Ours, movement: PaymentMovement): boolean {
  const { amount, currency } = movement.amount;
  const same = rowsOf(ours, movement).filter((row) => row.amount === amount && row.currency === currency);
  const met = same.find((row) => isNamed(row, movement)) ?? same[0];
  if (met) met.isMet = true;
  return met !== undefined;
}

/** What a movement is that no row of ours equals; the row that it most likely means is taken out of the search with it. */
function describe(ours: Ours, movement: PaymentMovement): Difference {
  const { type, payment, amount, at, reference: subject } = movement;
  const known = findPayment(ours.payments, movement);
  const about = { subject, paymentId: known?.id ?? null, orderId: known?.orderId ?? null };
  const detail = { type, payment, amount: amount.amount, currency: amount.currency, at };
  if (type === 'dispute' || type === 'dispute_won') return { ...about, kind: 'disputed', detail };
  const rows = rowsOf(ours, movement);
  const near = rows.find((row) => isNamed(row, movement)) ?? rows[0];
  if (!near) return { ...about, kind: 'theirs_only', detail };
  near.isMet = true;
  return { ...about, kind: 'differs', detail: { ...detail, ours: { amount: near.amount, currency: near.currency } } };
}

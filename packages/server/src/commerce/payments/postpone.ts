import type { ProviderError } from '@bottega/contracts';
import type { Ctx } from '#platform';
import { OtherSettings } from './ask-provider.ts';
import { openCase } from './cases.ts';
import { LONG_HOURS, waitAfter } from './follow-through.ts';

type Waiting = {
  readonly id: string;
  readonly tries: number;
  readonly provider: string;
  readonly payment: { readonly id: string; readonly orderId: string | null };
  readonly error?: ProviderError;
};

/** Notes when an act is tried again, and puts before the staff what waits for them or has waited too long. */
export async function postpone(
  ctx: Ctx,
  table: 'payment_capture' | 'refund',
  { id, tries, provider, payment, error }: Waiting,
): Promise<void> {
  const now = ctx.clock.now();
  const row = await ctx.db
    .updateTable(table)
    .set({ tries: tries + 1, look_at: now.add({ seconds: waitAfter(tries + 1) }).toString() })
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .returning('created_at')
    .executeTakeFirst();
  if (!row) return;
  const isOld = Temporal.Instant.compare(Temporal.Instant.from(row.created_at).add({ hours: LONG_HOURS }), now) < 0;
  if (!isOld && !(error instanceof OtherSettings)) return;
  const kind = error instanceof OtherSettings ? 'environment' : 'stuck';
  const said = error?.userMessage ?? 'The provider has not told yet what has become of it.';
  await openCase(ctx, { kind, provider, subject: id, paymentId: payment.id, orderId: payment.orderId, detail: { what: table, said } });
}

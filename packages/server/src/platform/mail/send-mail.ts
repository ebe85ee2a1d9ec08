import { type MailProvider, ProviderError } from '@bottega/contracts';
import type { Chore } from '../chores.ts';
import { addressOf } from './address-of.ts';
import { type Ctx, inTransaction } from '../context.ts';
import { appendEvent } from '../events/append.ts';
import type { EventListener } from '../events/deliver-events.ts';
import { MAIL_QUEUED } from './queue-mail.ts';
import { metrics } from '../telemetry/metrics.ts';
import './tables.ts';

const LIMIT_MS = 30_000;
/** Waits before the next try, in minutes: three days in all, then it has failed. */
const WAITS_MIN = [1, 5, 15, 60, 240, 720, 1440, 1860] as const;
/** Whoever took a mail and said nothing for so long is gone. */
const SILENCE_MIN = 5;

/** Sends mail as it is written. `from` is the address of this installation. */
export const mailOnEvent = (from: string): EventListener => ({
  name: 'mail-sender',
  types: [MAIL_QUEUED],
  hear: (ctx, event) => sendMail(ctx, { id: event.subjectId, from }),
});

/** Sends by the minute what waits for another try. */
export const mailByTheMinute = (from: string): Chore => ({ name: 'send waiting mail', run: (ctx) => sendWaitingMail(ctx, from) });

/** Sends all that is due, and settles what a killed process left behind. */
async function sendWaitingMail(ctx: Ctx, from: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .updateTable('mail')
    .set({ state: 'unknown', problem: 'The program was stopped while it was being sent, so it may have arrived.' })
    .where('shop_id', '=', ctx.shop.id)
    .where('state', '=', 'sending')
    .where('claimed_at', '<', now.subtract({ minutes: SILENCE_MIN }).toString())
    .execute();
  const due = await ctx.db
    .selectFrom('mail')
    .select('id')
    .where('shop_id', '=', ctx.shop.id)
    .where('state', '=', 'queued')
    .where('due_at', '<=', now.toString())
    .orderBy('due_at')
    .limit(100)
    .execute();
  for (const { id } of due) {
    if (ctx.signal.aborted) return;
    await sendMail(ctx, { id, from });
  }
}

/** Sends one mail, if it is due and nobody else has taken it. A failure is written beside it, and never thrown. */
export async function sendMail(ctx: Ctx, { id, from }: { id: string; from: string }): Promise<void> {
  const mail = await claim(ctx, id);
  if (!mail) return;
  const provider = (await ctx.providers.list('mail'))[0];
  try {
    if (!provider) throw new ProviderError('unsupported', 'There is no mail provider.');
    await hand(ctx, provider, mail, from);
    await settle(ctx, id, { state: 'sent', provider: provider.id, sent_at: ctx.clock.now().toString(), problem: null });
  } catch (error) {
    ctx.log.warn({ err: error, mail: id, provider: provider?.id }, 'a mail was not sent');
    await settle(ctx, id, { provider: provider?.id ?? null, ...outcomeOf(error, mail.attempts, ctx.clock.now()) });
  }
}

/** One process takes it, by one statement. */
const claim = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('mail')
    .set((eb) => ({ state: 'sending', attempts: eb('attempts', '+', 1), claimed_at: ctx.clock.now().toString() }))
    .where('shop_id', '=', ctx.shop.id)
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .where('due_at', '<=', ctx.clock.now().toString())
    .returning(['id', 'to_address', 'subject', 'body_text', 'body_html', 'attempts'])
    .executeTakeFirst();

type ClaimedMail = NonNullable<Awaited<ReturnType<typeof claim>>>;

/** The message id is the mail's own, so that a second copy of it is known as one. */
const hand = (ctx: Ctx, provider: MailProvider, mail: ClaimedMail, from: string) =>
  ctx.providers.call({ provider, signal: ctx.signal, limitMs: LIMIT_MS }, (call) =>
    provider.send(
      {
        id: mail.id,
        to: mail.to_address,
        from: addressOf(ctx.shop.name, from),
        subject: mail.subject,
        text: mail.body_text,
        html: mail.body_html,
      },
      call,
    ),
  );

type Outcome = {
  readonly state: 'queued' | 'sent' | 'failed' | 'unknown';
  readonly problem: string | null;
  readonly due_at?: string;
  readonly sent_at?: string;
};

function outcomeOf(error: unknown, attempts: number, now: Temporal.Instant): Outcome {
  const failure = error instanceof ProviderError ? error : new ProviderError('unknown_outcome', String(error));
  const problem = failure.userMessage;
  if (failure.kind === 'unknown_outcome') return { state: 'unknown', problem };
  const wait = WAITS_MIN[attempts - 1];
  const isPassing = failure.kind === 'temporary' || failure.kind === 'rate_limited' || failure.kind === 'auth';
  if (!isPassing || wait === undefined) return { state: 'failed', problem };
  return { state: 'queued', problem, due_at: now.add({ minutes: wait }).toString() };
}

async function settle(ctx: Ctx, id: string, outcome: Outcome & { provider: string | null }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const settled = await tx.db
      .updateTable('mail')
      .set({ ...outcome, claimed_at: null })
      .where('shop_id', '=', tx.shop.id)
      .where('id', '=', id)
      .where('state', '=', 'sending')
      .returning('subject')
      .executeTakeFirst();
    if (settled) metrics.mailsSent.inc({ outcome: outcome.state });
    if (settled && outcome.state === 'failed') {
      await appendEvent(tx, { type: 'mail.failed', subjectId: id, payload: { name: settled.subject } });
    }
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Company } from './companies.ts';
import type { Letter } from './forgeries.ts';
import type { Market } from './market.ts';

/** How a webhook was to be answered, and how it was. */
export type Delivered = { readonly what: string; readonly isForged: boolean; readonly status: number; readonly body: string };

const ANSWER_WITHIN_MS = 15_000;

/** Brings letters to the shop's processes over HTTP, as the companies would, and keeps what was answered. */
export type Courier = {
  /** Every letter that the simulators have written so far. */
  readonly letters: readonly Letter[];
  readonly delivered: readonly Delivered[];
  /** What the simulators have written since the last call. */
  collect(): Promise<readonly Letter[]>;
  bring(letter: Letter, to: { counter: number; what: string; isForged: boolean; slug?: string }): Promise<void>;
};

export function openCourier({ admin, owner, at }: Market): Courier {
  const letters: Letter[] = [];
  const delivered: Delivered[] = [];
  return {
    letters,
    delivered,
    async collect() {
      const { rows } = await admin.query<{ plugin: Company; headers: Record<string, string>; body: string }>(
        `with fresh as (update simulator_event set delivered_at = now() where shop_id = $1 and delivered_at is null returning *)
         select plugin, headers, body from fresh order by id`,
        [owner.shop.id],
      );
      const fresh = rows.map(({ plugin, headers, body }): Letter => ({ company: plugin, headers, body }));
      letters.push(...fresh);
      return fresh;
    },
    async bring({ company, headers, body }, { counter, what, isForged, slug = owner.shop.slug }) {
      const answer = await fetch(`${at(counter)}/s/${slug}/api/v1/payment-webhooks/${company}`, {
        ...{ method: 'POST', headers, body },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      delivered.push({ what: `${company}: ${what}`, isForged, status: answer.status, body });
      await answer.arrayBuffer();
    },
  };
}

/** Those that were not answered as they should be: a true one with 2xx, a forged one with 4xx. */
export const wronglyAnswered = (delivered: readonly Delivered[]): readonly Delivered[] =>
  delivered.filter(({ isForged, status }) => (isForged ? status < 400 || status >= 500 : status < 200 || status >= 300));

/** Until everything that was told of payments that are there has been looked at, and no act with money is under way. */
export async function untilQuiet({ admin, owner }: Market, withinMs: number): Promise<boolean> {
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(200)) {
    const { rows } = await admin.query<{ left: number }>(
      `select (select count(*) from payment_event e where shop_id = $1 and state = 'waiting' and exists (select from payment p
          where p.shop_id = e.shop_id and p.provider = e.provider and (p.id::text = e.key or p.reference = e.reference)))::int
        + (select count(*) from payment_capture where shop_id = $1 and state = 'requested')::int
        + (select count(*) from refund where shop_id = $1 and state in ('requested', 'pending'))::int as left`,
      [owner.shop.id],
    );
    if (rows[0]?.left === 0) return true;
  }
  return false;
}

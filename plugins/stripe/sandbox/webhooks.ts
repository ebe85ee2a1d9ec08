import type { SimulatorHost } from '@bottega/contracts';
import type Stripe from 'stripe';
import { SIMULATOR_WEBHOOK_SECRET } from '../settings.ts';
import { sign } from '../signature.ts';
import type { News } from './dossier.ts';
import { takeFault, type WebhookFault } from './faults.ts';
import { newId, secondsOf } from './objects.ts';

/** The version of the API in whose words events are written: that of the SDK. */
export const API_VERSION = '2026-10-28.endive';

type Letter = {
  readonly event: Stripe.EventBase;
  readonly isForged: boolean;
  /** In milliseconds since 1970. */
  readonly dueAt: number;
  readonly tried: number;
};

const RECORD = 'outbox';
/** An event that could not be handed over is brought again, each time later. */
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 2_000;
const ONCE: readonly WebhookFault[] = ['duplicate', 'late', 'forged', 'dropped'];

/** What the simulator tells the shop of its own accord. What cannot be told yet waits in a record until the next request after its time. */
export type Outbox = {
  announce(news: readonly News[]): Promise<void>;
  /** Brings what has waited long enough. */
  flush(): Promise<void>;
};

export function openOutbox(host: SimulatorHost): Outbox {
  const { records, now } = host;
  const keep = async (letters: readonly Letter[]): Promise<void> => {
    if (letters.length > 0) await records.change<readonly Letter[]>(RECORD, (waiting = []) => [...waiting, ...letters]);
  };
  const isDue = ({ dueAt }: Letter): boolean => dueAt <= now().getTime();

  async function bring(letter: Letter): Promise<void> {
    try {
      await host.deliver(seal(letter, host));
    } catch {
      // The shop did not take it: the company brings it again, and gives up in the end.
      const tried = letter.tried + 1;
      if (tried < MOST_TRIES) await keep([{ ...letter, tried, dueAt: now().getTime() + FIRST_WAIT_MS * 2 ** tried }]);
    }
  }

  return {
    async announce(news) {
      if (news.length === 0) return;
      const reordered = await takeFault(records, ['reordered'], news[0]?.type ?? '');
      const letters: Letter[] = [];
      for (const piece of reordered ? [...news].reverse() : news) letters.push(...(await lettersOf(host, piece)));
      await keep(letters.filter((letter) => !isDue(letter)));
      for (const letter of letters.filter(isDue)) await bring(letter);
    },
    async flush() {
      if (!(await records.get<readonly Letter[]>(RECORD))?.some(isDue)) return;
      let due: readonly Letter[] = [];
      await records.change<readonly Letter[]>(RECORD, (waiting = []) => {
        due = waiting.filter(isDue);
        return waiting.filter((letter) => !due.includes(letter));
      });
      for (const letter of due) await bring(letter);
    },
  };
}

async function lettersOf({ records, now }: SimulatorHost, { type, object }: News): Promise<readonly Letter[]> {
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: secondsOf(now()),
    data: { object: object as unknown as Stripe.Event.Data.Object },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: type as Stripe.Event.Type,
  };
  const letter = { event, isForged: false, dueAt: now().getTime(), tried: 0 };
  const fault = await takeFault(records, ONCE, type);
  switch (fault?.fault) {
    case 'duplicate':
      return [letter, letter];
    case 'late':
      return [{ ...letter, dueAt: letter.dueAt + (fault.seconds ?? 5) * 1_000 }];
    case 'forged':
      return [{ ...letter, event: { ...event, id: newId('evt') }, isForged: true }, letter];
    case 'dropped':
      return [];
    default:
      return [letter];
  }
}

/** Signed when it is sent, and by the clock on the wall, as its reader has no other: a late one is not stale. */
function seal({ event, isForged }: Letter, { settings }: SimulatorHost) {
  const body = JSON.stringify(event, null, 2);
  const own =
    typeof settings.webhookSecret === 'string' && settings.webhookSecret !== '' ? settings.webhookSecret : SIMULATOR_WEBHOOK_SECRET;
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'stripe-signature': sign(body, isForged ? 'whsec_somebodyelse' : own, new Date()),
  };
  return { headers, body };
}

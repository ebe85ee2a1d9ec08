import { setTimeout as sleep } from 'node:timers/promises';
import type { Courier } from './courier.ts';
import { type Endpoint, FORGERIES, type Letter, seal } from './forgeries.ts';

const COLLECT_EVERY_MS = 100;
const UNDERWAY_MS = 1_500;
/** How many times a letter comes, by chance: often more than once, and now and then never. */
const COPIES = [1, 1, 1, 1, 2, 2, 2, 3, 5, 0] as const;
const LATE = 0.2;

/** A post that doubles, turns around, delays and loses what the companies write, with a forgery here and there between. */
export type Post = {
  /** Brings what is still under way, and at the very end what was kept back. */
  finish(): Promise<void>;
};

export function startPost(courier: Courier, endpoint: Endpoint, random: () => number): Post {
  const underway: Promise<void>[] = [];
  const late: Letter[] = [];
  let isOpen = true;
  const anyone = (): number => Math.floor(random() * 2);

  const bring = async (letter: Letter, afterMs: number): Promise<void> => {
    await sleep(afterMs);
    await courier.bring(seal(letter, endpoint), { counter: anyone(), what: 'as it was written', isForged: false });
  };
  const bringForgery = async (letter: Letter, afterMs: number): Promise<void> => {
    const kinds = Object.entries(FORGERIES[letter.company]);
    const [what, forge] = kinds[Math.floor(random() * kinds.length)] as (typeof kinds)[number];
    await sleep(afterMs);
    await courier.bring(forge(letter, endpoint), { counter: anyone(), what, isForged: true });
  };
  function send(letter: Letter): void {
    // Only the company's word tells of what somebody gave back there: that is late at most.
    const isRefund = /refund/i.test(letter.body.slice(0, 400) + letter.body.slice(-400));
    const copies = Math.max(COPIES[Math.floor(random() * COPIES.length)] ?? 1, isRefund ? 1 : 0);
    for (let copy = 0; copy < copies; copy++) {
      if (random() < LATE) late.push(letter);
      else underway.push(bring(letter, random() * UNDERWAY_MS));
    }
    if (random() < 0.5) underway.push(bringForgery(letter, random() * UNDERWAY_MS));
  }

  const collecting = (async () => {
    for (; isOpen; await sleep(COLLECT_EVERY_MS)) for (const letter of await courier.collect()) send(letter);
  })();
  return {
    async finish() {
      isOpen = false;
      await collecting;
      for (const letter of await courier.collect()) send(letter);
      await Promise.all(underway);
      await Promise.all(late.map((letter) => bring(letter, random() * UNDERWAY_MS)));
    },
  };
}

import { bar, createLiveBlock, grouped, isLive } from './terminal.ts';

/** Milliseconds between two drawings. */
const PAUSE_MS = 100;

/** A bar that fills as people are made; only on a terminal, and not beside JSON. */
export function createPeopleProgress(all: number, { json }: { readonly json?: boolean }) {
  const block = isLive() && !json ? createLiveBlock() : undefined;
  const start = performance.now();
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(rows: number): void {
      const now = performance.now();
      if (!block || now - last < PAUSE_MS) return;
      last = now;
      const perSecond = Math.round(rows / Math.max(0.001, (now - start) / 1000));
      block.draw([`${bar(rows / all)} ${grouped(rows)} of ${grouped(all)}, ${grouped(perSecond)} a second`]);
    },
    end: () => block?.clear(),
  };
}

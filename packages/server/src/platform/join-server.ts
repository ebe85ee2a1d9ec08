import { setTimeout as sleep } from 'node:timers/promises';
import { BottegaError } from './errors/bottega-error.ts';
import { findRunning } from './run-file.ts';

/** A worker beside the server of a data folder, whose PostgreSQL it shares. */
type Beside = {
  /** Resolves when the server ends, or has gone and none has taken its place. */
  readonly ended: Promise<void>;
  /** Stops looking. */
  leave(): void;
};

const LOOK_EVERY_MS = 500;
/** A supervisor may start worker and server in any order. */
const WAIT_MS = 30_000;
/** A server that was killed and is started again takes its PostgreSQL over, and the workers with it. */
const GRACE_MS = 15_000;

/** Waits until the server of a data folder is there, and then watches over it. @throws BottegaError server_away */
export async function joinServer(folder: string, { waitMs = WAIT_MS, graceMs = GRACE_MS } = {}): Promise<Beside> {
  const leaving = new AbortController();
  const { signal } = leaving;
  for (const deadline = performance.now() + waitMs; !(await isServed(folder)); await sleep(LOOK_EVERY_MS)) {
    if (performance.now() > deadline)
      throw new BottegaError(
        'server_away',
        `No server runs on ${folder}, whose PostgreSQL a worker could share. Start it with \`bottega serve\`.`,
      );
  }
  return { ended: untilEnded(folder, graceMs, signal), leave: () => leaving.abort() };
}

/** Whether there is a server that listens and is not about to end. */
async function isServed(folder: string): Promise<boolean> {
  const run = await findRunning(folder);
  return run?.url !== undefined && !run.ending;
}

async function untilEnded(folder: string, graceMs: number, signal: AbortSignal): Promise<void> {
  let lastSeen = performance.now();
  while (performance.now() - lastSeen < graceMs && !signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined); // it leaves
    const run = await findRunning(folder);
    if (run?.ending) return;
    if (run) lastSeen = performance.now();
  }
}

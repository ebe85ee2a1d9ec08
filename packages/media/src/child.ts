/**
 * The program that does the work: a process of its own for whatever loads native or GPL code, so that a crash, a kill or a
 * busy encoder never touches the request loop. It is given one task after another and answers over the fork's channel.
 */
import os from 'node:os';
import { failureOf } from './failure.ts';
import type { Order, Reply, TaskName } from './tasks.ts';

type Task = (input: never, report: (done: number) => void) => Promise<unknown>;

const TASKS: Readonly<Record<TaskName, () => Promise<Task>>> = {
  chunk: async () => (await import('./render/make-chunk.ts')).makeChunk,
  sound: async () => (await import('./sound/make-sound.ts')).makeSound,
  mux: async () => (await import('./render/mux.ts')).mux,
  voice: async () => (await import('./voice/espeak.ts')).speak,
  thumbnail: async () => (await import('./text/thumbnail.ts')).makeThumbnail,
  paper: async () => (await import('./paper/print-paper.ts')).printPaper,
  measure: async () => (await import('./measure.ts')).measure,
};

/** Encoders leave the processor to whoever answers people. */
const NICENESS = 10;

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Whether a message arrives is the channel's affair: when the parent is gone, `disconnect` ends this process. */
function tell(message: Reply): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

async function carryOut(order: Order): Promise<void> {
  try {
    const task = await TASKS[order.task]();
    const result = await task(order.input as never, (done) => tell({ type: 'progress', done }));
    tell({ type: 'done', result, cpuSeconds: cpuSeconds() });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'internal') console.error(error);
    tell({ type: 'failed', ...failure });
  }
}

os.setPriority(NICENESS);
// A worker whose parent was killed must not go on encoding for nobody; Ctrl-C is the parent's to act on.
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
process.on('message', (order) => void carryOut(order as Order));

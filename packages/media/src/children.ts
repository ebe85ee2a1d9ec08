import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.ts';
import type { Input, Reply, Result, TaskName } from './tasks.ts';

/** A child process at work for one request. */
export type Child = {
  /** Runs one task at a time. @throws Failure with the child's own kind, `cancelled`, or `internal` when it dies or falls silent. */
  run<Name extends TaskName>(task: Name, input: Input<Name>, onProgress?: (done: number) => void): Promise<Result<Name>>;
  /** Processor seconds up to the last finished task. */
  cpuSeconds(): number;
  end(): void;
};

const PROGRAM = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A child that has not been heard of for this long hangs. */
const SILENCE_MS = 180_000;

function spawn(): ChildProcess {
  return fork(PROGRAM, {
    serialization: 'advanced',
    // Standard output belongs to the answers alone: what a library prints goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
    // Only the fonts that come with us: a film must look the same on every machine.
    env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
  });
}

/** Waits for the reply to one order. */
function hear(child: ChildProcess, signal: AbortSignal, onProgress: (done: number) => void): Promise<Reply & { type: 'done' }> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      clearTimeout(silence);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const fail = (kind: Failure['kind'], message: string): void => finish(() => reject(new Failure(kind, message)));
    const onMessage = (message: unknown): void => {
      const reply = message as Reply;
      silence.refresh();
      if (reply.type === 'progress') onProgress(reply.done);
      else if (reply.type === 'failed') fail(reply.kind, reply.message);
      else finish(() => resolve(reply));
    };
    const onExit = (code: number | null, name: string | null): void =>
      fail('internal', `A media process ended unexpectedly (${name ?? `exit code ${code}`}). Ask again; what was finished is kept.`);
    const onError = (error: Error): void => fail('internal', `A media process could not be started: ${error.message}`);
    const onAbort = (): void => fail('cancelled', 'The request was cancelled.');
    const silence = setTimeout(() => {
      child.kill('SIGKILL');
      fail('internal', `A media process said nothing for ${SILENCE_MS / 1000} s and was ended.`);
    }, SILENCE_MS);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    signal.addEventListener('abort', onAbort);
  });
}

/** Starts a child; it is killed as soon as `signal` aborts. Always `end` it. */
export function startChild(signal: AbortSignal): Child {
  signal.throwIfAborted();
  const child = spawn();
  let used = 0;
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  return {
    async run(task, input, onProgress = () => undefined) {
      if (signal.aborted) throw new Failure('cancelled', 'The request was cancelled.');
      child.send({ task, input }, () => undefined);
      const reply = await hear(child, signal, onProgress);
      used = reply.cpuSeconds;
      return reply.result as Result<typeof task>;
    },
    cpuSeconds: () => used,
    end() {
      signal.removeEventListener('abort', kill);
      kill();
    },
  };
}

/** Tasks may come many at once, and several films; they take turns, so that no more of them work than there are processors. */
const MOST_AT_ONCE = availableParallelism();
const waiting: (() => void)[] = [];
let atWork = 0;

async function takeTurn(): Promise<void> {
  if (atWork >= MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else atWork += 1;
}

/** Hands the turn to whoever waits longest. */
function passTurn(): void {
  const next = waiting.shift();
  if (next === undefined) atWork -= 1;
  else next();
}

/** Does work that keeps a processor busy, after what came before it where all processors are taken. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await takeTurn();
  try {
    return await work();
  } finally {
    passTurn();
  }
}

/** Runs one task in a child of its own, in turn. */
export function runOnce<Name extends TaskName>(task: Name, input: Input<Name>, signal: AbortSignal): Promise<Result<Name>> {
  return inTurn(async (): Promise<Result<Name>> => {
    const child = startChild(signal);
    try {
      return await child.run(task, input);
    } finally {
      child.end();
    }
  });
}

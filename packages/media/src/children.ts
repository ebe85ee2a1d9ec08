import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.ts';
import type { Input, Reply, Result, TaskName } from './tasks.ts';

/** A child process that belongs to one request. */
export type Child = {
  /** Runs one task at a time. @throws Failure with the child's own kind, `cancelled`, or `internal` when it dies or falls silent. */
  run<Name extends TaskName>(task: Name, input: Input<Name>, onProgress?: (done: number) => void): Promise<Result<Name>>;
  /** Processor seconds for this request, up to the last finished task. */
  cpuSeconds(): number;
  /** Gives the child back. One that is at work, or whose task did not succeed, is killed. */
  leave(): void;
};

const PROGRAM = fileURLToPath(new URL('./child.ts', import.meta.url));

/** A child that has not been heard of for this long hangs. */
const SILENCE_MS = 180_000;

/**
 * Starting a child and warming it up costs as much as two seconds of film, so one that is done waits this long for the next
 * request: whoever edits a film asks again soon. Then it ends, and its memory with it.
 */
const IDLE_MS = 60_000;

/** No more work at once, and no more wait for work, than there are processors. */
const MOST_AT_ONCE = availableParallelism();

/** A child that waits for the next request, and the processor seconds that it has used so far. */
type Idle = { readonly process: ChildProcess; readonly used: number; readonly bedtime: NodeJS.Timeout };

/** The last one came last and goes first, so that those that are not needed get to sleep. */
const idle: Idle[] = [];

const ENVIRONMENT = {
  // Only the fonts that come with us: a film must look the same on every machine.
  DISABLE_SYSTEM_FONTS_LOAD: '1',
  // Each piece of a film takes the encoder's hundred megabytes anew. Left to itself, or told to save as the server is, glibc gives
  // them back to the system in between, and having them cleared again costs up to a twentieth of the render.
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(256 * 1024 * 1024),
};

function forget(process: ChildProcess): void {
  const index = idle.findIndex((one) => one.process === process);
  if (index >= 0) clearTimeout(idle.splice(index, 1)[0]!.bedtime);
}

function spawn(): ChildProcess {
  const process_ = fork(PROGRAM, {
    serialization: 'advanced',
    // Standard output belongs to the answers alone: what a library prints goes to standard error.
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, ...ENVIRONMENT },
  });
  // Whoever dies while nobody asks anything of it is missed by nobody: the next request starts another.
  return process_.on('exit', () => forget(process_)).on('error', () => forget(process_));
}

function takeIdle(): Idle | undefined {
  const last = idle.pop();
  clearTimeout(last?.bedtime);
  return last;
}

function keepIdle(process: ChildProcess, used: number): void {
  idle.push({ process, used, bedtime: setTimeout(() => process.kill('SIGKILL'), IDLE_MS) });
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

/** Takes a child that waits, or starts one; it is killed as soon as `signal` aborts. Always let it `leave`. */
export function takeChild(signal: AbortSignal): Child {
  signal.throwIfAborted();
  const taken = takeIdle();
  const child = taken?.process ?? spawn();
  const before = taken?.used ?? 0;
  let used = before;
  // A child that failed may have left something behind in itself: only one that did all it was told to serves another request.
  let isSound = true;
  let isGone = false;
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  return {
    async run(task, input, onProgress = () => undefined) {
      // Where one task failed, another may still wait for its turn: the child is no longer its to use.
      if (signal.aborted || isGone) throw new Failure('cancelled', 'The request was cancelled.');
      isSound = false;
      child.send({ task, input }, () => undefined);
      const reply = await hear(child, signal, onProgress);
      isSound = true;
      used = reply.cpuSeconds;
      return reply.result as Result<typeof task>;
    },
    cpuSeconds: () => used - before,
    leave() {
      isGone = true;
      signal.removeEventListener('abort', kill);
      if (isSound && !signal.aborted && idle.length < MOST_AT_ONCE) keepIdle(child, used);
      else kill();
    },
  };
}

/** Tasks may come many at once, and several films: they take turns. */
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

/** Runs one task in a child, in turn. */
export function runOnce<Name extends TaskName>(task: Name, input: Input<Name>, signal: AbortSignal): Promise<Result<Name>> {
  return inTurn(async (): Promise<Result<Name>> => {
    const child = takeChild(signal);
    try {
      return await child.run(task, input);
    } finally {
      child.leave();
    }
  });
}

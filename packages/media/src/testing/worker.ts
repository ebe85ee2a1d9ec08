import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { MediaAnswer, MediaRequest } from '@bottega/contracts';

type WithoutId<Request> = Request extends MediaRequest ? Omit<Request, 'id'> : never;
type Failed = Extract<MediaAnswer, { type: 'failed' }>;
type Progress = Extract<MediaAnswer, { type: 'progress' }>;

/** A media worker started for a test or a bench, spoken to as the server does. */
export type Worker = {
  readonly process: ChildProcess;
  /** Sends any object as a request and waits for its last answer. */
  ask(request: WithoutId<MediaRequest>, id?: string, onProgress?: (progress: Progress) => void): Promise<MediaAnswer>;
  /** As `ask`, but a failure is thrown and the result typed by the caller. */
  get<Result>(request: WithoutId<MediaRequest>, onProgress?: (progress: Progress) => void): Promise<Result>;
  send(line: string): void;
  /** Closes its input; gives the exit code. */
  close(): Promise<number | null>;
};

const PROGRAM = fileURLToPath(new URL('../main.ts', import.meta.url));

export function startWorker(): Worker {
  const process_ = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map<string, { answered: (answer: MediaAnswer) => void; onProgress: (progress: Progress) => void }>();
  const ended = new Promise<number | null>((resolve) => process_.on('exit', resolve));
  let last = 0;
  process_.stdin.on('error', () => undefined);
  createInterface({ input: process_.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as MediaAnswer;
    const request = waiting.get(answer.id);
    if (answer.type === 'progress') return request?.onProgress(answer);
    waiting.delete(answer.id);
    request?.answered(answer);
  });
  const send = (line: string): void => void process_.stdin.write(`${line}\n`);
  const ask: Worker['ask'] = (request, id = `test-${++last}`, onProgress = () => undefined) =>
    new Promise((answered) => {
      waiting.set(id, { answered, onProgress });
      send(JSON.stringify({ id, ...request }));
    });
  return {
    process: process_,
    ask,
    async get<Result>(request: WithoutId<MediaRequest>, onProgress?: (progress: Progress) => void) {
      const answer = await ask(request, undefined, onProgress);
      if (answer.type !== 'done') throw new Error(`${(answer as Failed).kind}: ${(answer as Failed).message}`);
      return answer.result as Result;
    },
    send,
    close() {
      process_.stdin.end();
      return ended;
    },
  };
}

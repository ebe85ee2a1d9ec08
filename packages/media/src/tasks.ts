import type { FailureKind } from './failure.ts';
import type { measure } from './measure.ts';
import type { makeChunk } from './render/make-chunk.ts';
import type { mux } from './render/mux.ts';
import type { makeSound } from './sound/make-sound.ts';
import type { printPaper } from './paper/print-paper.ts';
import type { makeThumbnail } from './text/thumbnail.ts';
import type { speak } from './voice/espeak.ts';

/** What a child process can be told to do. */
export type Tasks = {
  readonly chunk: typeof makeChunk;
  readonly sound: typeof makeSound;
  readonly mux: typeof mux;
  readonly voice: typeof speak;
  readonly thumbnail: typeof makeThumbnail;
  readonly paper: typeof printPaper;
  readonly measure: typeof measure;
};

export type TaskName = keyof Tasks;
export type Input<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type Result<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

/** What goes over the channel to a child, and what comes back. `cpuSeconds` counts from the child's start. */
export type Order = { readonly task: TaskName; readonly input: unknown };
export type Reply =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'done'; readonly result: unknown; readonly cpuSeconds: number }
  | { readonly type: 'failed'; readonly kind: FailureKind; readonly message: string };

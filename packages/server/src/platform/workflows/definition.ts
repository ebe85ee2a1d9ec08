import { availableParallelism } from 'node:os';
import type { Ctx } from '../context.ts';

/** Runs one named step: its answer is kept, so that a workflow that goes on after a crash does not run it again. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** What a queue lets through. */
type Queue = {
  /** At most so many at once in each process. */
  readonly perProcess: number;
  /** At most so many at once in all processes together. */
  readonly everywhere?: number;
  /** At most so many begun in any stretch of so many seconds, in all processes together. */
  readonly rate?: { readonly most: number; readonly perSeconds: number };
  /** How often an idle process looks for work, in ms. */
  readonly lookEveryMs: number;
};

export type Queues = Readonly<Record<string, Queue>>;

/**
 * The queues of the program. Launches keep the processors busy for long and stand in a queue of their own, so that small work never
 * waits behind them; the chores are looked after beside both.
 */
export const QUEUES = {
  launches: { perProcess: Math.min(Math.max(availableParallelism(), 2), 4), lookEveryMs: 300 },
  work: { perProcess: 40, lookEveryMs: 150 },
  chores: { perProcess: 4, lookEveryMs: 1_000 },
} as const satisfies Queues;

/** A durable workflow about one row of a shop. It carries ids, never personal data: the workflow tables know no shops. */
export type WorkflowDefinition = {
  readonly name: string;
  /** Where it waits; `work` when nothing is said. */
  readonly queue?: string;
  /** Within its queue the lower goes first, and the older among equals; 100 when nothing is said. */
  readonly priority?: number;
  /** `ctx.signal` goes off when the run is cancelled, when the process stops, and when another process has taken the run over. */
  readonly run: (ctx: Ctx, subjectId: string, step: Step) => Promise<void>;
};

export const queueOf = ({ queue = 'work' }: WorkflowDefinition): string => queue;
export const priorityOf = ({ priority = 100 }: WorkflowDefinition): number => priority;

/**
 * queued and running: at work. held: the gate found something, and a person decides. waiting: all of it is made and waits for a yes.
 * completed: approved and on sale. rejected: a person said no. failed and cancelled: may be taken up again.
 */
export const LAUNCH_STATUSES = ['queued', 'running', 'held', 'waiting', 'completed', 'rejected', 'failed', 'cancelled'] as const;
export type LaunchStatus = (typeof LAUNCH_STATUSES)[number];

/** Nothing more happens by itself. */
export const FINISHED: readonly LaunchStatus[] = ['held', 'waiting', 'completed', 'rejected', 'failed', 'cancelled'];

/** What may be done with a launch, from which states, and the state that follows. The run itself moves it on from `queued`. */
export const LAUNCH_MOVES = {
  approve: { from: ['waiting'], to: 'completed', event: 'launch.approved' },
  reject: { from: ['waiting', 'held'], to: 'rejected', event: 'launch.rejected' },
  cancel: { from: ['queued', 'running'], to: 'cancelled', event: 'launch.cancelled' },
  /** Goes on with what is not made yet. */
  resume: { from: ['cancelled', 'failed'], to: 'queued', event: 'launch.resumed' },
  /** Makes parts of it again, after an edit or because they were sent back. */
  remake: { from: ['waiting', 'held', 'completed', 'rejected'], to: 'queued', event: 'launch.remake' },
} as const satisfies Record<string, { from: readonly LaunchStatus[]; to: LaunchStatus; event: string }>;
export type LaunchMove = keyof typeof LAUNCH_MOVES;

/** Whether the move may be made from this state. */
export const mayMove = (status: LaunchStatus, move: LaunchMove): boolean => (LAUNCH_MOVES[move].from as readonly string[]).includes(status);

/** The moves that may be made from a state: what pages offer. */
export const movesFrom = (status: LaunchStatus): LaunchMove[] =>
  (Object.keys(LAUNCH_MOVES) as LaunchMove[]).filter((move) => mayMove(status, move));

import type { ChunkJob } from './chunk-plan.ts';

const SHORTEST_INTERVAL_MS = 200;
/** What is left for joining pictures and sound. */
const SHARE_OF_PICTURES = 0.97;

export type Progress = {
  /** Begins a scene in one shape; `advance` takes the frames done so far. */
  start(job: ChunkJob): { readonly advance: (frames: number) => void };
  say(note: string): void;
};

function weightOf(job: ChunkJob, frames: number): number {
  return job.width * job.height * frames;
}

/** Adds up the pixels that are encoded, and reports the share at most five times a second. */
export function startProgress(
  chunks: readonly { readonly job: ChunkJob; readonly missingFrames: number }[],
  scenes: number,
  report: (done: number, note: string) => void,
): Progress {
  const total = chunks.reduce((sum, { job }) => sum + weightOf(job, job.frames), 0);
  let done = chunks.reduce((sum, { job, missingFrames }) => sum + weightOf(job, job.frames - missingFrames), 0);
  let reported = 0;
  const tell = (note: string): void => {
    if (Date.now() - reported < SHORTEST_INTERVAL_MS) return;
    reported = Date.now();
    report(Math.round((SHARE_OF_PICTURES * done * 1000) / total) / 1000, note);
  };
  return {
    start(job) {
      let known = 0;
      return {
        advance(frames) {
          done += weightOf(job, frames - known);
          known = frames;
          tell(`${job.shape}, scene ${job.scene + 1} of ${scenes}`);
        },
      };
    },
    say: tell,
  };
}

import { createHash, type Hash } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Group } from '../formats/parquet.ts';
import type { Job } from '../job.ts';
import type { PartMaker } from '../part.ts';
import { explain, type HalfFile, halfOf, hashSpan, openHalf, type Sum } from './half-file.ts';

/** Rows between two marks. A whole number of Parquet's row groups, so that a stretch ends none of them early. */
const MARK_ROWS = 2 ** 18;

/** Up to which position the people are in the half file, what its bytes are so far, and the row groups since the last mark. */
type Mark = Sum & { readonly to: number; readonly groups: readonly Group[] };

/** What the file will hold: a half file of anything else is begun anew. */
type Plan = { readonly job: Omit<Job, 'parts'>; readonly from: number; readonly to: number };

export type Resumable = Plan & { readonly path: string; readonly maker: PartMaker; readonly onRows?: ((rows: number) => void) | undefined };

/**
 * Writes a file stretch by stretch, and a mark beside it after each. A run that was killed goes on from the last mark up to which the
 * bytes are still what they were. @throws PopulationError where the disk is full or the place cannot be written
 */
export function writeResumably({ path, maker, onRows, ...plan }: Resumable): Sum {
  const { from, to } = plan;
  let file: HalfFile | undefined;
  let marked = 0;
  try {
    const { marks, hash } = readMarks(path, plan);
    const groups = marks.flatMap((mark) => mark.groups);
    const last = marks.at(-1);
    marked = marks.length;
    file = openHalf(path, last && { bytes: last.bytes, hash });
    if (last) onRows?.(last.to - from);
    if (to - from > MARK_ROWS) writeFileSync(journalOf(path), [plan, ...marks].map(lineOf).join(''));
    for (let at = last?.to ?? from; at < to; ) {
      const end = Math.min(to, at + MARK_ROWS);
      const before = groups.length;
      for (const piece of maker(at, end, onRows, { isFirst: at === from, isLast: end === to, groups })) file.write(piece);
      at = end;
      if (at === to) break;
      appendFileSync(journalOf(path), lineOf({ to: at, ...file.sum(), groups: groups.slice(before) }));
      marked++;
    }
    const sum = file.finish();
    rmSync(journalOf(path), { force: true });
    return sum;
  } catch (error) {
    if (marked > 0) file?.leave();
    else dropAll(file, path);
    throw explain(error, path);
  }
}

function dropAll(file: HalfFile | undefined, path: string): void {
  file?.drop();
  if (file) rmSync(journalOf(path), { force: true });
}

const journalOf = (path: string): string => `${halfOf(path)}.jsonl`;
const lineOf = (line: Plan | Mark): string => `${JSON.stringify(line)}\n`;

/** The marks that still hold, and the hash of the bytes before the last of them. */
function readMarks(path: string, plan: Plan): { marks: Mark[]; hash: Hash } {
  let hash = createHash('sha256');
  const marks: Mark[] = [];
  if (!existsSync(journalOf(path)) || !existsSync(halfOf(path))) return { marks, hash };
  const [head, ...lines] = readFileSync(journalOf(path), 'utf8').split('\n');
  if (`${head}\n` !== lineOf(plan)) return { marks, hash };
  const file = openSync(halfOf(path), 'r');
  try {
    for (const mark of lines.map(parseMark)) {
      const longer = hash.copy();
      if (!mark || !hashSpan(file, longer, [marks.at(-1)?.bytes ?? 0, mark.bytes]) || longer.copy().digest('hex') !== mark.sha256) break;
      hash = longer;
      marks.push(mark);
    }
  } finally {
    closeSync(file);
  }
  return { marks, hash };
}

/** A line that was written by half, or lost with the machine, is no mark. */
function parseMark(line: string): Mark | undefined {
  try {
    return JSON.parse(line) as Mark;
  } catch {
    return undefined;
  }
}

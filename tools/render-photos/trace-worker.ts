// A worker thread: takes rows of one picture until none is left. All workers write into the same film.
import { parentPort, workerData } from 'node:worker_threads';
import { scenes } from './scenes/index.ts';
import { pathTracer } from './tracer/path.ts';
import { type Effort, renderRow } from './tracer/row.ts';

export type TraceOrder = {
  readonly name: string;
  readonly size: number;
  readonly effort: Effort;
  readonly film: SharedArrayBuffer;
  /** One integer: the next row to take. */
  readonly nextRow: SharedArrayBuffer;
};

const order = workerData as TraceOrder;
const makeScene = scenes[order.name];
if (makeScene === undefined) throw new Error(`There is no scene "${order.name}".`);

const { trace, triangles } = pathTracer(makeScene());
const film = new Float32Array(order.film);
const nextRow = new Int32Array(order.nextRow);
for (let y = Atomics.add(nextRow, 0, 1); y < order.size; y = Atomics.add(nextRow, 0, 1))
  renderRow(trace, y, order.size, film, order.effort);
parentPort?.postMessage(triangles);

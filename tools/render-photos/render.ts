// node tools/render-photos/render.ts NAME... | all [options]; see README.md.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { develop } from './develop/develop.ts';
import { savePng, saveWebp } from './save-picture.ts';
import { scenes } from './scenes/index.ts';
import type { TraceOrder } from './trace-worker.ts';
import { CHANNELS } from './tracer/film.ts';
import type { Effort } from './tracer/row.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1200' },
    output: { type: 'string', default: '2000' },
    least: { type: 'string', default: '5' },
    product: { type: 'string', default: '9' },
    workers: { type: 'string', default: '2' },
    folder: { type: 'string', default: 'pictures' },
    png: { type: 'boolean', default: false },
  },
});

const names = positionals.includes('all') ? Object.keys(scenes) : positionals;
const unknown = names.filter((name) => !(name in scenes));
if (names.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `No such picture: ${unknown.join(', ')}. ` : ''}Give "all", or some of:\n${Object.keys(scenes).join('\n')}`,
  );
  process.exit(2);
}

const size = wholeNumber('size');
const effort: Effort = { least: wholeNumber('least'), product: wholeNumber('product') };
await mkdir(values.folder, { recursive: true });
for (const name of names) await render(name);

async function render(name: string): Promise<void> {
  const start = performance.now();
  const { film, triangles } = await trace(name);
  const picture = develop(film, size, scenes[name]!().grade);
  const path = join(values.folder, `${name}.${values.png ? 'png' : 'webp'}`);
  if (values.png) await savePng(path, picture, size);
  else await saveWebp(path, picture, size, wholeNumber('output'));
  console.log(`${path}  ${triangles} triangles  ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function trace(name: string): Promise<{ film: Float32Array; triangles: number }> {
  const film = new SharedArrayBuffer(size * size * CHANNELS * Float32Array.BYTES_PER_ELEMENT);
  const order: TraceOrder = { name, size, effort, film, nextRow: new SharedArrayBuffer(4) };
  const counts = await Promise.all(Array.from({ length: wholeNumber('workers') }, () => runWorker(order)));
  return { film: new Float32Array(film), triangles: counts[0]! };
}

function runWorker(order: TraceOrder): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./trace-worker.ts', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function wholeNumber(option: 'size' | 'output' | 'least' | 'product' | 'workers'): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${option} takes a whole number above zero; it was "${values[option]}".`);
  process.exit(2);
}

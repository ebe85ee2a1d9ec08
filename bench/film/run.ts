/**
 * How close the film renderer comes to its encoder: three captioned films with sound, against encoding the very same frames
 * and nothing else, in interleaved rounds. `--quick` takes a 6-second film once; `--json` prints JSON lines.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FilmScene, MediaAnswer, MediaRequest, RenderResult, VoiceResult } from '@bottega/contracts';
import sharp from 'sharp';
import { atMost, createPrint, describeMachine, median, plain } from '../figure.ts';

const isQuick = process.argv.includes('--quick');
const print = createPrint(process.argv.includes('--json'));
const ROUNDS = isQuick ? 1 : 3;
/** The longest side of a launch's offline pictures. */
const LONGEST_SIDE = 2_880;
const FILM_SECONDS = isQuick ? 6 : 30;
const TIMEOUT_MS = 15 * 60_000;

/** How much longer than its encoder the renderer may take; a short film also pays for starting the processes and for the sound. */
const GOALS = isQuick ? { wall: 2.2, cpu: 2.2 } : { wall: 1.6, cpu: 1.4 };

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const photograph = (name: string): string => path(`packages/server/demo/pictures/${name}.webp`);

const SCENES = [
  ['walnut-bowl', 'Walnut bowl', 'Turned by hand', 'Meet the walnut bowl, turned by hand in a small workshop.'],
  ['walnut-bowl-detail', undefined, undefined, 'Every piece is cut from one block, dried for two years, and finished with oil.'],
  ['walnut-bowl-table', 'Made to be used', 'Food-safe oil', 'It holds fruit for a family, or nothing at all, beautifully.'],
  ['walnut-bowl', 'Order today', '€48.00', 'Order yours today, and we send it within two days.'],
] as const;

type Seconds = { readonly wall: number; readonly cpu: number };
type WithoutId<Request> = Request extends MediaRequest ? Omit<Request, 'id'> : never;
type Ask = <Result>(request: WithoutId<MediaRequest>) => Promise<Result>;

/** Runs `use` with a media worker and closes it. */
async function withWorker<T>(use: (ask: Ask) => Promise<T>): Promise<T> {
  const worker = spawn(process.execPath, [path('packages/media/src/main.ts')], { stdio: ['pipe', 'pipe', 'inherit'], timeout: TIMEOUT_MS });
  const waiting = new Map<string, (answer: MediaAnswer) => void>();
  createInterface({ input: worker.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as MediaAnswer;
    if (answer.type !== 'progress') waiting.get(answer.id)?.(answer);
  });
  let last = 0;
  const ask = async <Result>(request: WithoutId<MediaRequest>): Promise<Result> => {
    const id = `bench-${++last}`;
    const answer = await new Promise<MediaAnswer>((resolve) => {
      waiting.set(id, resolve);
      worker.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
    if (answer.type !== 'done') throw new Error(`The media worker failed: ${JSON.stringify(answer)}`);
    return answer.result as Result;
  };
  try {
    return await use(ask);
  } finally {
    worker.stdin.end();
  }
}

/** Four spoken scenes, padded to the length of the film. */
function makeScenes(ask: Ask, folder: string): Promise<FilmScene[]> {
  const scenes = isQuick ? [SCENES[0], SCENES[3]] : SCENES;
  const seconds = isQuick ? 3 : 7.5;
  return Promise.all(
    scenes.map(async ([name, title, line, text], index) => {
      const outPath = join(folder, `${index}.wav`);
      const voice = await ask<VoiceResult>({ do: 'voice', text, language: 'en', wordsPerMinute: isQuick ? 330 : 160, outPath });
      const close = { x: 0.12, y: 0.14, width: 0.76, height: 0.76 };
      const whole = { x: 0, y: 0, width: 1, height: 1 };
      return {
        seconds,
        picture: { path: photoOf(folder, name), from: index % 2 === 0 ? whole : close, to: index % 2 === 0 ? close : whole },
        ...(title === undefined ? {} : { card: { title, line } }),
        voice: { path: voice.path, delay: 0.3, words: voice.words },
      };
    }),
  );
}

/** From the photographs to three films, as a launch does it: pictures of the size that films need, then the films. */
async function render(ask: Ask, folder: string, scenes: readonly FilmScene[]): Promise<Seconds & { films: string[] }> {
  const cacheFolder = await mkdtemp(join(folder, 'cache-'));
  const [started, before] = [performance.now(), process.cpuUsage()];
  const framed = await Promise.all(scenes.map((scene) => frame(scene, cacheFolder)));
  const plan = {
    fps: 30,
    crossfadeFrames: 15,
    language: 'en',
    scenes: framed,
    burnCaptions: true,
    look: { accent: '#e0a84a', onAccent: '#1d1712' },
  };
  const shapes = ['16:9', '9:16', '1:1'] as const;
  const result = await ask<RenderResult>({ do: 'render', plan, shapes, outFolder: folder, cacheFolder, workers: availableParallelism() });
  const { user, system } = process.cpuUsage(before);
  const cpu = result.cpuSeconds + (user + system) / 1e6;
  return { wall: (performance.now() - started) / 1000, cpu, films: result.films.map((film) => film.path) };
}

/** The size and quality of the offline pictures of a launch. */
async function frame(scene: FilmScene, folder: string): Promise<FilmScene> {
  const path = join(folder, `${basename(scene.picture.path)}-${crypto.randomUUID()}.jpeg`);
  await sharp(scene.picture.path)
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside' })
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toFile(path);
  return { ...scene, picture: { ...scene.picture, path } };
}

async function encodeOnly(films: readonly string[]): Promise<Seconds> {
  const program = path('packages/media/src/testing/encode-only.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...films], { timeout: TIMEOUT_MS });
  return JSON.parse(stdout) as Seconds;
}

function report(rendered: readonly Seconds[], encoded: readonly Seconds[]): void {
  const length = `${FILM_SECONDS} s`;
  for (const kind of ['wall', 'cpu'] as const) {
    const [render_, encode] = [median(rendered.map((time) => time[kind])), median(encoded.map((time) => time[kind]))];
    const ratio = median(rendered.map((time, index) => time[kind] / encoded[index]![kind]));
    print(plain(`film/${length}/render/${kind}`, render_, 's', 'encode-only'));
    print(plain(`film/${length}/encode-only/${kind}`, encode, 's'));
    print(atMost(GOALS[kind], `film/${length}/ratio/${kind}`, ratio, '×', 'encode-only'));
  }
  const wall = median(rendered.map((time) => time.wall));
  print(atMost(1, `film/${length}/three films/wall`, wall / FILM_SECONDS, '×', 'the length of the film, from a 12-megapixel photograph'));
}

const photoOf = (folder: string, name: string): string => join(folder, `${name}.jpeg`);

/** A photograph of 12 megapixels, as a phone takes it: the demo's, enlarged. */
async function makePhoto(folder: string, name: string): Promise<void> {
  await sharp(photograph(name)).resize(4000, 3000, { fit: 'cover' }).jpeg({ quality: 92 }).toFile(photoOf(folder, name));
}

const folder = await mkdtemp(join(tmpdir(), 'bottega-bench-film-'));
try {
  print(describeMachine());
  const [rendered, encoded]: [Seconds[], Seconds[]] = [[], []];
  await withWorker(async (ask) => {
    for (const name of new Set(SCENES.map((scene) => scene[0]))) await makePhoto(folder, name);
    const scenes = await makeScenes(ask, folder);
    for (let round = 0; round < ROUNDS; round++) {
      const { films, ...times } = await render(ask, folder, scenes);
      rendered.push(times);
      encoded.push(await encodeOnly(films));
    }
  });
  report(rendered, encoded);
} finally {
  await rm(folder, { recursive: true, force: true });
}

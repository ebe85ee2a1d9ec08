/**
 * What a launch costs: one photo to a product on sale with three films and its kits, in a house of its own, against encoding the
 * frames of its own films and nothing else. `--quick` launches an 8-second film; `--json` prints JSON lines.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { atMost, createPrint, describeMachine, plain } from '../figure.ts';

const root = path.join(import.meta.dirname, '../..');
const print = createPrint(process.argv.includes('--json'));
const SECONDS = process.argv.includes('--quick') ? 8 : 30;
/** How much longer than its encoder a whole launch may take, PostgreSQL and start included. A short film pays more for them. */
const GOAL = SECONDS === 8 ? 6 : 2.5;
const LIMIT_MS = 10 * 60_000;

type Seconds = { readonly wall: number; readonly cpu: number };

/** CPU seconds of all children of this process that have ended, theirs included (/proc/self/stat, fields 16 and 17). */
function childrenCpu(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

async function timed(work: () => Promise<unknown>): Promise<Seconds> {
  const [began, before] = [performance.now(), childrenCpu()];
  await work();
  return { wall: (performance.now() - began) / 1000, cpu: childrenCpu() - before };
}

const run = (words: readonly string[], env: NodeJS.ProcessEnv) =>
  promisify(execFile)(process.execPath, ['--no-warnings', ...words], { cwd: root, env, timeout: LIMIT_MS, maxBuffer: 2 ** 26 });

const folder = await mkdtemp(path.join(tmpdir(), 'bottega-bench-'));
const env = { ...process.env, BOTTEGA_DATA: path.join(folder, 'data'), PORT: '4699' };
const main = path.join(root, 'packages/server/src/main.ts');
try {
  print(describeMachine());
  await run([path.join(import.meta.dirname, 'make-shop.ts')], env);
  const photo = path.join(root, 'packages/server/demo/pictures/walnut-bowl.webp');
  const words = [
    '--shop',
    'bench',
    '--name',
    'Walnut bowl',
    '--price',
    '68.00',
    '--currency',
    'EUR',
    '--seconds',
    String(SECONDS),
    '--json',
  ];
  let launch = { videos: [] as { path: string }[], steps: [] as { name: string; ms: number }[] };
  const whole = await timed(async () => {
    launch = JSON.parse((await run([main, 'launch', photo, ...words], env)).stdout);
  });
  const encoder = path.join(root, 'packages/media/src/testing/encode-only.ts');
  const { stdout } = await run([encoder, ...launch.videos.map((video) => video.path)], env);
  const encode = JSON.parse(stdout) as Seconds;
  for (const { name, ms } of launch.steps) print(plain(`launch/${SECONDS} s/step/${name}`, ms / 1000, 's'));
  for (const kind of ['wall', 'cpu'] as const) {
    print(plain(`launch/${SECONDS} s/${kind}`, whole[kind], 's', 'encode-only'));
    print(plain(`launch/${SECONDS} s/encode-only/${kind}`, encode[kind], 's'));
    print(atMost(GOAL, `launch/${SECONDS} s/ratio/${kind}`, whole[kind] / encode[kind], '×', 'encode-only'));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
const folder = path.join(root, 'node_modules/.cache', `chromium-${version}`);
const executable = path.join(folder, 'chromium');

/**
 * What the package asks for to fit into a small function of a cloud, and what would hide faults here: one process, one context at a time,
 * and pages that may read what other sites answer.
 */
const NOT_OURS = /^--(single-process|no-zygote|in-process-gpu|disk-cache-size|disable-web-security|allow-running-insecure-content)/;

/** A headless Chromium that plays H.264. Where there is no packed one for the machine, an installed Chrome takes its place. */
export async function openBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', timeout: 30_000 });
  if (!existsSync(executable)) await unpack();
  const args = sparticuz.args.filter((arg) => !NOT_OURS.test(arg));
  return chromium.launch({ executablePath: executable, args, env: await environment(), timeout: 30_000 });
}

/** Unpacks into a folder of its own and puts that in place whole: test files that start side by side never meet half a browser. */
async function unpack(): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const part = await mkdtemp(`${folder}.`);
  try {
    // The package unpacks into the temporary folder, and its libraries only where it believes to be in that cloud.
    const env = { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
    await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, env, timeout: 60_000 });
    await rename(part, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(executable)) throw error; // otherwise another test file was first
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** The machine's own libraries and fonts; those of the package where a bare machine has none. */
async function environment(): Promise<Record<string, string>> {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(folder, 'fonts');
  const starts = await run(executable, ['--version'], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
  if (!starts) env.LD_LIBRARY_PATH = [path.join(folder, 'al2023/lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return env;
}

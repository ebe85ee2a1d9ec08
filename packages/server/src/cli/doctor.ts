import { mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Config, createLog, createMediaWorker, findRunning, pingDatabase, toBottegaError, toCliText } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { style } from './terminal.ts';
import { withDatabase } from './visit.ts';

/** One thing that was looked at; `advice` is what to do when it is not well. */
type Finding = { readonly name: string; readonly well: boolean; readonly found: string; readonly advice?: string };

const LEAST_FREE_GB = 2;

/** `bottega doctor`: looks at everything that start-up needs. Exit code 1 when something is not well. */
export async function runDoctor(options: CommonOptions & { json?: boolean }): Promise<void> {
  const { config } = openSettings(options);
  const findings = [
    checkRuntime(),
    checkAddress(config),
    await checkDisk(config),
    await checkServer(config),
    await checkDatabase(config),
    await checkMedia(config),
  ];
  if (options.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else for (const finding of findings) process.stdout.write(`${describe(finding)}\n`);
  if (findings.some(({ well }) => !well)) process.exitCode = 1;
}

function describe({ name, well, found, advice }: Finding): string {
  const mark = well ? style('green', '✓') : style('red', '✗');
  return `${mark} ${name.padEnd(12)} ${found}${advice && !well ? `\n  ${' '.repeat(12)} ${advice}` : ''}`;
}

function checkRuntime(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return {
    name: 'node',
    well: major >= 26,
    found: process.version,
    advice: 'Start through npm (`npm start`, `npx bottega`): it brings its own Node 26.',
  };
}

/** Cookies are marked secure on https only, and a browser keeps no secure cookie of a plain address. */
function checkAddress({ publicUrl, profile }: Config): Finding {
  const { protocol, hostname } = new URL(publicUrl);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  const well = protocol === 'https:' || local;
  const cookies = protocol === 'https:' ? 'secure cookies' : 'plain cookies, this machine only';
  return {
    name: 'address',
    well,
    found: `${publicUrl} (${profile}, ${cookies})`,
    advice: 'Set PUBLIC_URL to the https address that people use.',
  };
}

async function checkDisk({ data }: Config): Promise<Finding> {
  await mkdir(data, { recursive: true });
  const { bavail, bsize } = await statfs(data);
  const free = (bavail * bsize) / 1e9;
  return {
    name: 'disk',
    well: free >= LEAST_FREE_GB,
    found: `${free.toFixed(1)} GB free at ${data}`,
    advice: `Keep at least ${LEAST_FREE_GB} GB free: a launch writes about 0.2 GB.`,
  };
}

async function checkServer({ data }: Config): Promise<Finding> {
  const running = await findRunning(data);
  if (!running?.url) return { name: 'server', well: true, found: 'not running' };
  const answer = await fetch(`${running.url}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
  return {
    name: 'server',
    well: answer?.ok === true,
    found: `${running.url}, pid ${running.pid}`,
    advice: `It does not say that it is ready; look into ${path.join(data, 'bottega.log')}.`,
  };
}

async function checkDatabase(config: Config): Promise<Finding> {
  try {
    return await withDatabase(config, async (database) => {
      const began = performance.now();
      await pingDatabase(database);
      return { name: 'database', well: true, found: `${database.where}, answers in ${(performance.now() - began).toFixed(1)} ms` };
    });
  } catch (error) {
    return { name: 'database', well: false, found: 'does not answer', advice: toCliText(toBottegaError(error)) };
  }
}

async function checkMedia(config: Config): Promise<Finding> {
  const media = createMediaWorker(createLog(config, 'file'));
  try {
    const { missing } = await media.checkGlyphs(['Aà€ عربي हिन्दी'], { signal: AbortSignal.timeout(15_000) });
    return { name: 'films', well: missing.length === 0, found: 'the media worker answers, its fonts draw Latin, Arabic and Devanagari' };
  } catch (error) {
    return { name: 'films', well: false, found: 'the media worker does not answer', advice: (error as Error).message };
  } finally {
    await media.stop();
  }
}

import path from 'node:path';
import { type Config, findRunning } from '#platform';
import type { Finding } from './doctor/finding.ts';
import { checkDatabase } from './doctor/look-at-database.ts';
import { checkBackups, checkDisk, checkMedia } from './doctor/look-at-machine.ts';
import { checkAddress, checkPlugins, checkRuntime } from './doctor/look-at-settings.ts';
import type { BundledPlugins } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { style } from './terminal.ts';

/** `bottega doctor`: looks at everything that start-up needs and that goes wrong by itself. Exit code 1 when something is not well. */
export async function runDoctor(options: CommonOptions & { json?: boolean }, bundled: BundledPlugins): Promise<void> {
  const { config } = openSettings(options);
  const findings: Finding[] = [
    checkRuntime(),
    checkAddress(config),
    await checkDisk(config),
    await checkServer(config),
    ...(await checkDatabase(config)),
    await checkMedia(config),
    checkPlugins(config, await bundled()),
    checkBackups(config),
  ];
  if (options.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else for (const finding of findings) process.stdout.write(`${describe(finding)}\n`);
  if (findings.some(({ well }) => !well)) process.exitCode = 1;
}

function describe({ name, well, note, found, advice }: Finding): string {
  const mark = note ? style('yellow', '!') : well ? style('green', '✓') : style('red', '✗');
  return `${mark} ${name.padEnd(12)} ${found}${advice && (note || !well) ? `\n  ${' '.repeat(12)} ${advice}` : ''}`;
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

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BottegaError } from '../errors/bottega-error.ts';
import { discoverPlugins } from './discover-plugins.ts';
import type { GoodPlugin } from './open-plugins.ts';

/** npm fetches and unpacks within this time, or is ended. */
const LIMIT_MS = 5 * 60_000;

/**
 * Installs a plugin into the project by npm: a package, a tarball or a folder. Scripts of packages are not run. From then on the project
 * depends on it, and so it is found.
 * @throws BottegaError provider_failed when npm fails, invalid_input for what is no plugin.
 */
export async function installPlugin({ project, wanted, cwd }: { project: string; wanted: string; cwd: string }): Promise<GoodPlugin> {
  const spec = /^\.{0,2}\//.test(wanted) || wanted === '.' ? path.resolve(cwd, wanted) : wanted;
  await mkdir(project, { recursive: true });
  const file = path.join(project, 'package.json');
  if (!existsSync(file)) await writeFile(file, `${JSON.stringify({ private: true }, null, 2)}\n`);
  const before = dependenciesOf(file);
  await runNpm(['install', '--save', '--ignore-scripts', '--no-audit', '--no-fund', '--', spec], project);
  const after = dependenciesOf(file);
  const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
  const names =
    changed.length > 0 ? changed : Object.keys(after).filter((name) => spec.startsWith(name) || after[name]?.startsWith('file:'));
  const found = discoverPlugins({ project, plugins: names }).filter(({ name }) => names.includes(name));
  const [plugin] = found.filter((one): one is GoodPlugin => 'manifest' in one);
  if (plugin) return plugin;
  const problem = found.flatMap((one) => ('problem' in one ? [`${one.name}: ${one.problem}`] : []))[0] ?? 'npm installed nothing.';
  throw new BottegaError('invalid_input', `${problem} Take it away with \`npm uninstall ${names[0] ?? wanted}\`.`);
}

function dependenciesOf(file: string): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> }).dependencies ?? {};
}

async function runNpm(words: readonly string[], cwd: string): Promise<void> {
  try {
    await promisify(execFile)('npm', [...words], { cwd, timeout: LIMIT_MS, maxBuffer: 16e6, shell: process.platform === 'win32' });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const told = stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
    throw new BottegaError('provider_failed', `npm could not install it. ${told.slice(0, 3).join(' ') || message}`, { cause: error });
  }
}

import { type CheckedPlugin, checkPlugins, installPlugin, newPlugin, openPlugins, setRollout } from '#platform';
import type { BundledPlugins } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { withDatabase } from './visit.ts';

export type PluginOptions = CommonOptions & { readonly json?: boolean };

/** `bottega plugin list`: every plugin that is here, and whether it comes up. One that does not exits with 1. */
export async function runPluginList(options: PluginOptions, bundled: BundledPlugins): Promise<void> {
  const { config, log } = openSettings(options);
  const plugins = await checkPlugins(openPlugins(config, log, await bundled()));
  const nothing = 'There are no plugins here. Add one with: bottega plugin add PACKAGE';
  print(options, plugins, plugins.length > 0 ? plugins.map(describe).join('\n') : nothing);
  if (plugins.some(({ problem }) => problem !== null)) process.exitCode = 1;
}

function describe({ id, name, version, kinds, problem, variables }: CheckedPlugin): string {
  if (problem !== null) return `✗ ${name} ${version}\n    ${problem}`;
  const given = Object.entries(variables).map(([variable, isGiven]) => `    ${variable}${isGiven ? ' is given' : ''}`);
  return [`✓ ${id}  ${name} ${version}  ${kinds.join(', ')}`, ...given].join('\n');
}

/** `bottega plugin add`: installs a package, a tarball or a folder into the project. */
export async function runPluginAdd(wanted: string, options: PluginOptions): Promise<void> {
  const { config } = openSettings(options);
  const { manifest } = await installPlugin({ project: config.project, wanted, cwd: process.cwd() });
  const { id, packageName, version, label } = manifest;
  const next = 'Start the server anew; then each shop turns it on under Settings, Plugins.';
  print(options, { id, name: packageName, version }, `${label} (${packageName} ${version}) is in ${config.project}. ${next}`);
}

/** `bottega plugin new`: begins a plugin in a folder of its own. */
export async function runPluginNew(name: string, options: PluginOptions): Promise<void> {
  const folder = await newPlugin({ name, cwd: process.cwd() });
  const next = [`cd ${folder}`, 'npm install', 'npm test', 'npm pack', `bottega plugin add ./bottega-plugin-${name}-0.1.0.tgz`];
  print(options, { folder }, [`It is in ${folder}. Next:`, ...next.map((line) => `  ${line}`)].join('\n'));
}

/** `bottega plugin rollout`: gives a plugin to a share of the shops that have not decided. */
export async function runPluginRollout(
  { plugin, percent }: { readonly plugin: string; readonly percent: string },
  options: PluginOptions,
  bundled: BundledPlugins,
): Promise<void> {
  const { config, log } = openSettings(options);
  const share = /^\d+$/.test(percent) ? Number(percent) : Number.NaN;
  const plugins = openPlugins(config, log, await bundled());
  await withDatabase(config, (database) => setRollout({ database, plugins }, { plugin, percent: share }));
  print(options, { plugin, percent: share }, `${plugin} is on in ${share} % of the shops that have not decided.`);
}

const print = ({ json }: PluginOptions, value: object, words: string): void => {
  process.stdout.write(`${json ? JSON.stringify(value) : words}\n`);
};

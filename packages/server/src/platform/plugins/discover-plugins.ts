import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BundledPlugin } from './bundled-plugin.ts';
import { type PluginManifest, readBundledManifest, readManifest } from './manifest.ts';

/** A plugin that is there, or what is wrong with one that should be. `name` is what whoever named it wrote. */
export type FoundPlugin =
  | { readonly name: string; readonly source: PluginSource; readonly manifest: PluginManifest }
  | { readonly name: string; readonly problem: string };

/** Where a plugin's module is: in a folder, or with us. */
export type PluginSource = { readonly folder: string } | Pick<BundledPlugin, 'load' | 'inNewShops'>;

type Where = { readonly project: string; readonly plugins: readonly string[]; readonly bundled?: readonly BundledPlugin[] };

/**
 * The plugins that come with us, then those that the configuration names, by package or by folder, then those among the dependencies of the
 * project's package.json: a name that begins with bottega-plugin-, or a "bottega" field. Dependencies of dependencies do not count: what
 * runs here is what somebody asked for. Nothing of a plugin is run.
 */
export function discoverPlugins({ project, plugins, bundled = [] }: Where): readonly FoundPlugin[] {
  const named = [...plugins, ...dependenciesOf(project).filter((name) => isPlugin(project, name))];
  const found = [...bundled.map(findBundled), ...named.map((name) => findPlugin(project, name))];
  const kept: FoundPlugin[] = [];
  for (const plugin of found) {
    const same = kept.find((other) => 'manifest' in plugin && 'manifest' in other && other.manifest.id === plugin.manifest.id);
    if (!same) kept.push(plugin);
    else if (folderIn(same) === undefined || folderIn(same) !== folderIn(plugin)) {
      kept.push({ name: plugin.name, problem: `${same.name} has the same short name, and came first.` });
    }
  }
  return kept;
}

const findBundled = ({ id, version, manifest, ...source }: BundledPlugin): FoundPlugin => ({
  name: id,
  source,
  manifest: readBundledManifest({ id, version, bottega: manifest }),
});

const folderIn = (plugin: FoundPlugin): string | undefined =>
  'source' in plugin && 'folder' in plugin.source ? plugin.source.folder : undefined;

function findPlugin(project: string, name: string): FoundPlugin {
  const folder = path.isAbsolute(name) ? name : folderOf(project, name);
  if (!folder || !existsSync(path.join(folder, 'package.json'))) {
    const remedy = path.isAbsolute(name) ? 'There is no package.json in it.' : `It is not installed: run \`bottega plugin add ${name}\`.`;
    return { name, problem: remedy };
  }
  try {
    return { name, source: { folder }, manifest: readManifest(readPackage(folder)) };
  } catch (error) {
    return { name, problem: (error as Error).message };
  }
}

/** As Node looks for a package: in the project's node_modules, then in those of the folders above. */
function folderOf(project: string, name: string): string | undefined {
  for (let folder = project; ; folder = path.dirname(folder)) {
    const wanted = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(wanted, 'package.json'))) return wanted;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function dependenciesOf(project: string): readonly string[] {
  if (!existsSync(path.join(project, 'package.json'))) return [];
  try {
    const { dependencies = {}, optionalDependencies = {} } = readPackage(project) as Readonly<Record<string, object>>;
    return Object.keys({ ...dependencies, ...optionalDependencies });
  } catch {
    return []; // a project whose package.json is broken is npm's to tell of
  }
}

function isPlugin(project: string, name: string): boolean {
  if (/^(@[^/]+\/)?bottega-plugin-/.test(name)) return true;
  const folder = folderOf(project, name);
  try {
    return folder !== undefined && 'bottega' in (readPackage(folder) as object);
  } catch {
    return false; // a package that is not read is no plugin
  }
}

function readPackage(folder: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

import { pluginVariable } from '../config/plugin-settings.ts';
import type { FoundPlugin } from './discover-plugins.ts';
import type { Plugins } from './open-plugins.ts';

/** What the operator is told of a plugin. `problem` is null when it came up. */
export type CheckedPlugin = {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly string[];
  readonly problem: string | null;
  /** The variables that give its settings to every shop, and whether they do. */
  readonly variables: Readonly<Record<string, boolean>>;
};

/** Every plugin that is here, each brought up to see whether it does. */
export const checkPlugins = (plugins: Plugins): Promise<CheckedPlugin[]> =>
  Promise.all(plugins.list().map((found) => checkPlugin(plugins, found)));

async function checkPlugin(plugins: Plugins, found: FoundPlugin): Promise<CheckedPlugin> {
  if ('problem' in found) return { id: '', name: found.name, version: '', kinds: [], problem: found.problem, variables: {} };
  const { id, packageName: name, version, kinds, settings } = found.manifest;
  const given = plugins.settingsOf(found.manifest);
  const variables = Object.fromEntries(Object.keys(settings.properties).map((setting) => [pluginVariable(id, setting), setting in given]));
  const problem = await plugins.load(found).then(
    () => null,
    (error: Error) => error.message,
  );
  return { id, name, version, kinds, problem, variables };
}

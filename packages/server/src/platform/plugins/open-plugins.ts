import type { PluginSettings } from '@bottega/contracts';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { pluginVariable } from '../config/plugin-settings.ts';
import type { BundledPlugin } from './bundled-plugin.ts';
import { discoverPlugins, type FoundPlugin } from './discover-plugins.ts';
import { type LoadedPlugin, loadPlugin } from './load-plugin.ts';
import type { PluginManifest } from './manifest.ts';
import { installationSettings } from './plugin-settings.ts';

/** A plugin whose manifest is right. */
export type GoodPlugin = Extract<FoundPlugin, { manifest: PluginManifest }>;

/** The plugins of this installation that a shop can switch on. Nothing is looked for or run before it is asked for. */
export type Plugins = {
  /** What there is, and what is wrong with what should be. */
  list(): readonly FoundPlugin[];
  /** Runs the plugin's module, once in the life of the process. @throws Error whose message says what is wrong with it. */
  load(plugin: GoodPlugin): Promise<LoadedPlugin>;
  /** Settings that every shop has unless it has its own. */
  settingsOf(manifest: PluginManifest): PluginSettings;
};

type PluginConfig = Pick<Config, 'project' | 'plugins' | 'pluginSettings' | 'data'>;

export function openPlugins(config: PluginConfig, log: Pick<Logger, 'warn'>, bundled: readonly BundledPlugin[] = []): Plugins {
  let found: readonly FoundPlugin[] | undefined;
  const loaded = new Map<string, Promise<LoadedPlugin>>();
  const tell = (plugin: string) => (error: unknown) => log.warn({ err: error, plugin }, 'a plugin failed where nobody waited for it');
  return {
    list() {
      if (!found) {
        found = discoverPlugins({ ...config, bundled });
        for (const words of problemsOf(config, found)) log.warn(words);
      }
      return found;
    },
    load({ source, manifest }) {
      const known = loaded.get(manifest.id) ?? loadPlugin(source, manifest, { dataFolder: config.data, tell: tell(manifest.id) });
      known.catch(() => undefined); // each caller hears of it; before the first it is nobody's yet
      loaded.set(manifest.id, known);
      return known;
    },
    settingsOf: (manifest) => installationSettings(manifest, config.pluginSettings).values,
  };
}

/** Everything that is wrong with the plugins and their variables, a sentence for each. */
export function problemsOf(config: PluginConfig, found: readonly FoundPlugin[]): string[] {
  const good = found.filter((plugin): plugin is GoodPlugin => 'manifest' in plugin).map(({ manifest }) => manifest);
  const known = good.flatMap(({ id, settings }) => Object.keys(settings.properties).map((name) => pluginVariable(id, name)));
  return [
    ...found.flatMap((plugin) => ('problem' in plugin ? [`The plugin ${plugin.name} is left out. ${plugin.problem}`] : [])),
    ...good.flatMap((manifest) => installationSettings(manifest, config.pluginSettings).problems),
    ...Object.keys(config.pluginSettings)
      .filter((variable) => !known.includes(variable))
      .map((variable) => `${variable} is no setting of a plugin that is here.`),
  ];
}

/** The same, for a look from outside of a server. */
export const listPluginProblems = (config: PluginConfig, bundled: readonly BundledPlugin[]): string[] =>
  problemsOf(config, discoverPlugins({ ...config, bundled }));

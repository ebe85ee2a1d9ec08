import type { Command } from 'commander';
import type { BundledPlugins } from './house.ts';
import { type PluginOptions, runPluginAdd, runPluginList, runPluginNew, runPluginRollout } from './plugin.ts';

/** `bottega plugin …`. */
export function describePlugins(program: Command, bundled: BundledPlugins): void {
  const plugin = program.command('plugin').description('plugins: those there are, and how to get more');
  const pluginCommand = (usage: string, description: string) =>
    plugin.command(usage).description(description).option('--data <folder>', 'where everything is kept').option('--json', 'as JSON');
  pluginCommand('list', 'list the plugins, and whether each comes up').action((options: PluginOptions) => runPluginList(options, bundled));
  pluginCommand('add <package>', 'install a package, a tarball or a folder into the project').action(runPluginAdd);
  pluginCommand('new <name>', 'begin a plugin in a folder of its own').action(runPluginNew);
  pluginCommand('rollout <plugin> <percent>', 'turn a plugin on in a share of the shops that have not decided').action(
    (plugin: string, percent: string, options: PluginOptions) => runPluginRollout({ plugin, percent }, options, bundled),
  );
}

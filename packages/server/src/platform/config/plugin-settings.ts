/** Variables that hold a setting of a plugin for every shop: BOTTEGA_PLUGIN_ and the plugin's and the setting's names. */
const PREFIX = 'BOTTEGA_PLUGIN_';

export const isPluginVariable = (variable: string): boolean => variable.startsWith(PREFIX) && variable.length > PREFIX.length;

/** The variable of a setting: `apiKey` of `acme` is BOTTEGA_PLUGIN_ACME_API_KEY. */
export const pluginVariable = (plugin: string, setting: string): string =>
  PREFIX +
  [plugin, setting]
    .map((name) =>
      name
        .replace(/([a-z\d])([A-Z])/g, '$1_$2')
        .replaceAll('-', '_')
        .toUpperCase(),
    )
    .join('_');

/** All of them that are given, by the name of the variable. */
export const readPluginSettings = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => isPluginVariable(entry[0]) && Boolean(entry[1])));

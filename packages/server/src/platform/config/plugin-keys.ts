import { z } from 'zod';
import { type Key, text } from './key.ts';

/** Where plugins come from. */
export type PluginKeySettings = {
  /** The folder of the project whose dependencies may be plugins. */
  readonly project: string;
  /** Plugins by name: packages, or absolute paths of folders. */
  readonly plugins: readonly string[];
};

const NAMES = 'names of packages or folders, with commas between them';

export const PLUGIN_KEYS: { readonly [Name in keyof PluginKeySettings]: Key<PluginKeySettings[Name]> } = {
  project: {
    env: ['BOTTEGA_PROJECT'],
    toml: 'project',
    description: 'The folder of your project: plugins among the dependencies of its package.json are found by themselves.',
    otherwise: 'the working folder',
    example: '/srv/my-shop',
    schema: text('a folder'),
    path: true,
  },
  plugins: {
    env: ['BOTTEGA_PLUGINS'],
    toml: 'plugins',
    description: 'More plugins: names of packages, or folders, which begin with a dot or a slash. In the file it may be a list.',
    otherwise: 'those that the project depends on',
    example: 'bottega-plugin-acme,./my-plugin',
    schema: z.preprocess(
      (value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value),
      z.array(z.string(NAMES).min(1, NAMES), NAMES),
    ),
    path: true,
  },
};

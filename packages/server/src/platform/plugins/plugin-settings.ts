import type { PluginSettings } from '@bottega/contracts';
import { z } from 'zod';
import { pluginVariable } from '../config/plugin-settings.ts';
import type { PluginManifest, SettingSchema } from './manifest.ts';

/** Where the value of a setting comes from. */
export type SettingSource = 'shop' | 'installation' | 'default';

export const isSecret = (setting: SettingSchema): boolean => setting.type === 'string' && setting.writeOnly === true;

/** A JSON Schema for the settings of a plugin; only what was given is looked at, so that a shop can fill them in one by one. */
export const settingsSchemaOf = ({ settings }: PluginManifest): z.ZodType<PluginSettings> =>
  z.fromJSONSchema({ type: 'object', properties: bare(settings.properties), additionalProperties: false }) as z.ZodType<PluginSettings>;

/** Without defaults: those are filled in when the settings are used, so that a new default reaches shops that kept the old one. */
const bare = (properties: PluginManifest['settings']['properties']) =>
  Object.fromEntries(Object.entries(properties).map(([name, { default: _, ...setting }]) => [name, setting])) as Record<string, never>;

/** The settings that every shop has unless it has its own: from the environment, read by the type that the schema gives. */
export function installationSettings(
  { id, settings }: PluginManifest,
  variables: Readonly<Record<string, string>>,
): { readonly values: PluginSettings; readonly problems: readonly string[] } {
  const values: Record<string, string | number | boolean> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(settings.properties)) {
    const variable = pluginVariable(id, name);
    const text = variables[variable];
    if (text === undefined) continue;
    const value = readText(setting, text);
    const schema = settingsSchemaOf({ settings } as PluginManifest);
    if (value !== undefined && schema.safeParse({ [name]: value }).success) values[name] = value;
    else problems.push(`${variable} is not what "${setting.title}" takes.`);
  }
  return { values, problems };
}

function readText({ type }: SettingSchema, text: string): string | number | boolean | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return { true: true, false: false }[text];
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** What a call is lent, and what is still missing: the shop's own values before the installation's, those before the defaults. */
export function mergeSettings(
  { settings }: PluginManifest,
  shop: PluginSettings,
  installation: PluginSettings,
): { readonly values: PluginSettings; readonly missing: readonly string[]; readonly sources: Readonly<Record<string, SettingSource>> } {
  const values: Record<string, string | number | boolean> = {};
  const sources: Record<string, SettingSource> = {};
  for (const [name, setting] of Object.entries(settings.properties)) {
    const layers = { shop: shop[name], installation: installation[name], default: setting.default };
    for (const [source, value] of Object.entries(layers)) {
      if (value === undefined || name in values) continue;
      values[name] = value;
      sources[name] = source as SettingSource;
    }
  }
  return { values, sources, missing: settings.required.filter((name) => values[name] === undefined || values[name] === '') };
}

import { z } from '@hono/zod-openapi';
import { PLUGIN_KINDS, type SettingSchema } from './manifest.ts';
import { isSecret } from './plugin-settings.ts';
import { isOn, type ShopPlugin } from './shop-plugins.ts';

/** How a form asks for a setting. */
export const SETTING_LOOKS = ['text', 'number', 'choice', 'toggle', 'secret'] as const;

export const settingViewSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    look: z.enum(SETTING_LOOKS),
    required: z.boolean(),
    choices: z.array(z.string()),
    value: z
      .union([z.string(), z.number(), z.boolean()])
      .nullable()
      .openapi({ description: 'What counts now; null for a secret, which is never shown, and for what nobody gave.' }),
    source: z
      .enum(['shop', 'installation', 'default'])
      .nullable()
      .openapi({ description: 'Whose value that is; null for what nobody gave.' }),
  })
  .openapi('PluginSetting');

export const pluginViewSchema = z
  .object({
    id: z.string(),
    name: z.string().openapi({ description: 'The package, or whatever the configuration names.' }),
    version: z.string(),
    label: z.string(),
    description: z.string(),
    kinds: z.array(z.enum(PLUGIN_KINDS)),
    state: z.enum(['on', 'off', 'incomplete', 'broken']).openapi({
      description: '`incomplete`: enabled, but off until the settings in `missing` are given. `broken`: `problem` says why.',
    }),
    decided: z.boolean().nullable().openapi({ description: 'What the shop has decided; null where the roll-out counts.' }),
    missing: z.array(z.string()),
    problem: z.string().nullable(),
    failure: z.object({ said: z.string(), at: z.string() }).nullable().openapi({ description: 'The latest call that failed.' }),
    settings: z.array(settingViewSchema),
  })
  .openapi('Plugin');

export type SettingView = z.infer<typeof settingViewSchema>;
export type PluginView = z.infer<typeof pluginViewSchema>;

/** A plugin as members of the shop see it. */
export function viewPlugin(of: ShopPlugin): PluginView {
  const { manifest } = of.plugin;
  const { id, packageName: name, version, label, description, kinds, settings } = manifest;
  return {
    ...{ id, name, version, label, description, kinds: [...kinds] },
    state: stateOf(of),
    decided: of.decided,
    missing: [...of.missing],
    problem: of.problem,
    failure: of.failure,
    settings: Object.entries(settings.properties).map(([setting, schema]) => ({
      name: setting,
      title: schema.title,
      description: schema.description ?? '',
      look: lookOf(schema),
      required: settings.required.includes(setting),
      choices: schema.type === 'string' ? (schema.enum ?? []) : [],
      value: isSecret(schema) ? null : (of.values[setting] ?? null),
      source: of.sources[setting] ?? null,
    })),
  };
}

function stateOf(of: ShopPlugin): PluginView['state'] {
  if (of.problem !== null) return 'broken';
  if (isOn(of)) return 'on';
  return of.enabled ? 'incomplete' : 'off';
}

function lookOf(schema: SettingSchema): SettingView['look'] {
  if (schema.type === 'boolean') return 'toggle';
  if (schema.type !== 'string') return 'number';
  if (isSecret(schema)) return 'secret';
  return schema.enum ? 'choice' : 'text';
}

/** One that is there but cannot be used: every shop sees it, with what is wrong. */
export const viewBroken = (name: string, problem: string): PluginView => ({
  ...{ id: name, name, version: '', label: name, description: '', kinds: [], state: 'broken', decided: null, missing: [] },
  ...{ problem, failure: null, settings: [] },
});

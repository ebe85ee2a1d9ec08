import { z } from 'zod';
import { versionInRange } from './version-range.ts';

/** What plugins may bring. Storage is chosen for the whole installation, in its settings. */
export const PLUGIN_KINDS = ['text', 'speech', 'image', 'music', 'moderation', 'payment', 'channel', 'mail'] as const;
export type PluginKind = (typeof PLUGIN_KINDS)[number];

/** The version of @bottega/contracts that this server keeps. */
export const CONTRACTS_VERSION = '0.1.0';

const settingName = z
  .string()
  .regex(/^[a-z][a-zA-Z\d]{0,39}$/, 'a setting is named in camelCase, at most 40 letters')
  .refine((name) => !name.endsWith('File'), 'a setting’s name does not end in File: a variable that ends so names a file');

const words = { title: z.string().trim().min(1).max(80), description: z.string().max(400).optional() };

const textSetting = z.strictObject({
  ...words,
  type: z.literal('string'),
  minLength: z.int().min(0).optional(),
  maxLength: z.int().min(1).max(10_000).optional(),
  pattern: z.string().max(200).refine(isPattern, 'is no regular expression').optional(),
  enum: z.array(z.string().min(1)).min(1).max(50).optional(),
  default: z.string().optional(),
  /** A secret: sealed, and never shown again. */
  writeOnly: z.boolean().optional(),
});
const numberSetting = z.strictObject({
  ...words,
  type: z.enum(['number', 'integer']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.number().optional(),
});
const toggleSetting = z.strictObject({ ...words, type: z.literal('boolean'), default: z.boolean().optional() });

/** One setting of a plugin, in the words of JSON Schema that we understand. */
export type SettingSchema = z.infer<typeof textSetting> | z.infer<typeof numberSetting> | z.infer<typeof toggleSetting>;

const settingsSchema = z
  .strictObject({
    type: z.literal('object'),
    properties: z.record(settingName, z.discriminatedUnion('type', [textSetting, numberSetting, toggleSetting])),
    required: z.array(z.string()).default([]),
  })
  .superRefine(({ properties, required }, check) => {
    for (const name of required) {
      if (!(name in properties)) check.addIssue({ code: 'custom', path: ['required'], message: `there is no setting "${name}"` });
    }
    for (const [name, setting] of Object.entries(properties)) {
      if (setting.type === 'string' && setting.writeOnly && (setting.enum ?? setting.default) !== undefined) {
        check.addIssue({ code: 'custom', path: ['properties', name], message: 'a secret has neither choices nor a default' });
      }
    }
  });

const bottegaField = z.strictObject({
  label: z.string().trim().min(1).max(80),
  description: z.string().max(600).default(''),
  kinds: z.array(z.enum(PLUGIN_KINDS)).min(1),
  settings: settingsSchema.default({ type: 'object', properties: {}, required: [] }),
});

const packageFile = z.object({
  name: z.string().regex(/^(@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]{0,200}$/, 'a name as npm has it'),
  version: z.string().regex(/^\d+\.\d+\.\d+/, 'a version such as 1.0.0'),
  exports: z.unknown().optional(),
  main: z.string().optional(),
  peerDependencies: z
    .object({ '@bottega/contracts': z.string() }, 'name the range of @bottega/contracts that it keeps')
    .refine(({ '@bottega/contracts': range }) => versionInRange(CONTRACTS_VERSION, range) !== undefined, 'a range such as ^0.1.0'),
  bottega: bottegaField,
});

/** What a plugin says of itself in its package.json; read without running anything of it. */
export type PluginManifest = {
  /** Its name in addresses, variables and tables: the package's, without what every plugin's name has. */
  readonly id: string;
  readonly packageName: string;
  readonly version: string;
  readonly label: string;
  readonly description: string;
  readonly kinds: readonly PluginKind[];
  readonly settings: { readonly properties: Readonly<Record<string, SettingSchema>>; readonly required: readonly string[] };
  /** Its module, from its folder. */
  readonly entry: string;
};

/** The ids of our own providers begin so. */
const OUR_NAMES: ReadonlySet<string> = new Set(['offline', 'manual', 'disk', 'smtp', 's3', 'gcs']);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined;
  } catch {
    return false; // it throws SyntaxError for what is none
  }
}

/** Reads the package.json of a plugin. @throws Error whose message is a sentence about what is wrong. */
export function readManifest(content: unknown): PluginManifest {
  const read = packageFile.safeParse(content);
  if (!read.success) {
    const told = read.error.issues.map(({ path, message }) => `${path.join('.') || 'package.json'}: ${message}`);
    throw new Error(`Its package.json is not right: ${told.join('; ')}.`);
  }
  const { name, version, peerDependencies, bottega, main } = read.data;
  const id = pluginId(name);
  if (!/^[a-z\d]+(-[a-z\d]+)*$/.test(id) || OUR_NAMES.has(id.split('-')[0] ?? ''))
    throw new Error(`Its short name, "${id}", cannot be used.`);
  const range = peerDependencies['@bottega/contracts'];
  if (!versionInRange(CONTRACTS_VERSION, range)) {
    throw new Error(`It keeps the contracts ${range}, and this server has ${CONTRACTS_VERSION}.`);
  }
  const { label, description, kinds, settings } = bottega;
  return {
    id,
    packageName: name,
    version,
    label,
    description,
    kinds,
    settings,
    entry: entryOf(read.data.exports) ?? main ?? 'index.js',
  };
}

/** The manifest of one that comes with us. @throws ZodError: a mistake of ours */
export function readBundledManifest({ id, version, bottega }: { id: string; version: string; bottega: unknown }): PluginManifest {
  return { id, packageName: `@bottega/plugins/${id}`, version, ...bottegaField.parse(bottega), entry: '' };
}

/** `bottega-plugin-acme` is acme, `@me/bottega-plugin-acme` is me-acme. */
export const pluginId = (packageName: string): string =>
  packageName.replace(/^@/, '').replace('/', '-').replace('bottega-plugin-', '').toLowerCase();

/** The module that `import` of the package would load. */
function entryOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports;
  if (typeof exports !== 'object' || exports === null) return undefined;
  const conditions = exports as Readonly<Record<string, unknown>>;
  return entryOf(conditions['.'] ?? conditions.node ?? conditions.import ?? conditions.default);
}

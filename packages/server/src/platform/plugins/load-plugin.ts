import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin, ProviderKind, ProviderOf, SettingsSchema, Simulator, SimulatorHost } from '@bottega/contracts';
import { z } from 'zod';
import { settleWithin } from '../providers/settle-within.ts';
import { ANSWERS, OPTIONAL, SPEAKS } from './answers.ts';
import type { PluginSource } from './discover-plugins.ts';
import type { PluginManifest } from './manifest.ts';
import { offerContracts } from './offer-contracts.ts';
import { runAsPlugin } from './run-as-plugin.ts';

export type AnyProvider = ProviderOf[ProviderKind];

/** What a plugin brought. */
export type LoadedPlugin = {
  readonly providers: readonly AnyProvider[];
  readonly settings: SettingsSchema | undefined;
  readonly simulator: ((host: SimulatorHost) => Simulator) | undefined;
};

type Options = { readonly dataFolder: string; readonly tell: (error: unknown) => void; readonly limitMs?: number };

/** A plugin that has not come up by then is left out. */
const LOAD_LIMIT_MS = 10_000;

const providerWords = z.object({
  id: z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/, 'is no id in kebab-case'),
  label: z.string().trim().min(1),
  offline: z.boolean(),
});

/**
 * Runs the module of a plugin and asks it for its providers. A plugin that throws, hangs or brings rubbish fails here, and nobody else.
 * @throws Error whose message is a sentence about what is wrong.
 */
export async function loadPlugin(source: PluginSource, manifest: PluginManifest, options: Options): Promise<LoadedPlugin> {
  offerContracts();
  const dataFolder = path.join(options.dataFolder, 'plugins', manifest.id);
  await mkdir(dataFolder, { recursive: true });
  const limit = AbortSignal.timeout(options.limitMs ?? LOAD_LIMIT_MS);
  try {
    return await settleWithin(
      limit,
      runAsPlugin({ plugin: manifest.id, tell: options.tell }, async () => {
        const plugin = readModule(await importFrom(source, manifest));
        const providers = readProviders(await plugin.providers({ dataFolder }), manifest);
        return { providers, settings: plugin.settings, simulator: plugin.simulator?.bind(plugin) };
      }),
    );
  } catch (error) {
    if (limit.aborted) throw new Error('It did not come up within 10 seconds.', { cause: error });
    throw error instanceof Error ? error : new Error(`It threw ${JSON.stringify(error)}.`, { cause: error });
  }
}

const importFrom = (source: PluginSource, { entry }: PluginManifest): Promise<unknown> =>
  'load' in source ? source.load() : import(/* @vite-ignore */ pathToFileURL(path.join(source.folder, entry)).href);

function readModule(module: unknown): Plugin {
  const { plugin } = module as { plugin?: Partial<Plugin> };
  if (typeof plugin !== 'object' || plugin === null || typeof plugin.providers !== 'function') {
    throw new Error('Its module does not export a `plugin` with a function `providers`.');
  }
  if (plugin.settings !== undefined && typeof plugin.settings['~standard']?.validate !== 'function') {
    throw new Error('Its `settings` are not a Standard Schema.');
  }
  return plugin as Plugin;
}

function readProviders(brought: unknown, { id, kinds }: PluginManifest): readonly AnyProvider[] {
  if (!Array.isArray(brought) || brought.length === 0) throw new Error('It brings no list of providers.');
  for (const provider of brought as unknown[]) {
    assertProvider(provider, kinds);
    // So that no plugin takes the place of another's provider, or of one of ours.
    if (provider.id !== id && !provider.id.startsWith(`${id}-`))
      throw new Error(`The id of its provider ${provider.id} must begin with ${id}.`);
  }
  return brought as AnyProvider[];
}

function assertProvider(provider: unknown, kinds: readonly string[]): asserts provider is AnyProvider {
  const words = providerWords.safeParse(provider);
  if (!words.success)
    throw new Error(
      `A provider of it is not right: ${words.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')}.`,
    );
  const { id } = words.data;
  const { kind, languages } = provider as { kind?: unknown; languages?: unknown };
  if (typeof kind !== 'string' || !kinds.includes(kind))
    throw new Error(`Its package.json does not name the kind of ${id}, ${String(kind)}.`);
  const known = kind as keyof typeof ANSWERS;
  for (const call of Object.keys(ANSWERS[known])) {
    const isLeftOut = OPTIONAL.has(call) && (provider as Record<string, unknown>)[call] === undefined;
    if (!isLeftOut && typeof (provider as Record<string, unknown>)[call] !== 'function')
      throw new Error(`${id} has no function \`${call}\`.`);
  }
  if (SPEAKS.has(known) && !z.array(z.string().min(2)).min(1).safeParse(languages).success) throw new Error(`${id} names no languages.`);
}

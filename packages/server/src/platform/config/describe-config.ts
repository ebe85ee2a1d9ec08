import { KEY_NAMES, KEYS } from './keys.ts';
import type { LoadedConfig } from './load-config.ts';

export type ConfigLine = { readonly key: string; readonly value: string; readonly source: string; readonly description: string };

/** Every setting with its value and where it came from, for `bottega config show`. Secrets are struck out. */
export function describeConfig({ config, sources }: Pick<LoadedConfig, 'config' | 'sources'>): ConfigLine[] {
  return KEY_NAMES.map((name) => {
    const value = config[name];
    const shown = value === undefined ? '' : KEYS[name].secret ? '********' : String(value);
    return { key: name, value: shown, source: sources[name], description: KEYS[name].description };
  });
}

import type { PluginSettings } from '@bottega/contracts';
import type { PluginManifest } from './manifest.ts';
import { isSecret } from './plugin-settings.ts';

/** The values of a plugin's secret settings: what no message may carry. */
export function secretsIn({ settings }: PluginManifest, values: PluginSettings): readonly string[] {
  const hidden = Object.entries(settings.properties).filter(([, setting]) => isSecret(setting));
  return hidden.flatMap(([name]) => (values[name] ? [String(values[name])] : []));
}

/** An error with the same words, its secrets struck out; what else a plugin hung on it is left behind. */
export function strikeSecrets(error: unknown, secrets: readonly string[]): Error {
  const { message = String(error), stack = '' } = (error ?? {}) as { message?: string; stack?: string };
  return Object.assign(new Error(strike(message, secrets)), { stack: strike(String(stack), secrets) });
}

export const strike = (words: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), String(words));

import type { Plugin } from '@bottega/contracts';
import { createEspeakVoice } from '#studio';
import type { Config, MediaWorker } from '#platform';

/** The built-in plugins; each module is loaded here and nowhere else. Offline providers come last in their chains by themselves. */
export async function loadPlugins(media: MediaWorker, config: Config): Promise<readonly Plugin[]> {
  const { plugin: offline } = await import('@bottega/plugins/offline');
  const smtp = config.smtpUrl === undefined ? [] : [(await import('@bottega/plugins/smtp')).smtpPlugin(config.smtpUrl)];
  return [...smtp, offline, mediaPlugin(media)];
}

/** What the media worker can do for a chain: it speaks the languages that no other offline voice has. */
const mediaPlugin = (media: MediaWorker): Plugin => ({
  name: 'media',
  version: '1',
  providers: async () => [createEspeakVoice(media)],
});

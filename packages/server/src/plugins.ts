import type { Plugin } from '@bottega/contracts';
import { createEspeakVoice } from '#studio';
import type { BundledPlugin, Config, MediaWorker } from '#platform';

/** The built-in plugins; each module is loaded here and nowhere else. Offline providers come last in their chains by themselves. */
export async function loadPlugins(media: MediaWorker, config: Config): Promise<readonly Plugin[]> {
  const { plugin: offline } = await import('@bottega/plugins/offline');
  const smtp = config.smtpUrl === undefined ? [] : [(await import('@bottega/plugins/smtp')).smtpPlugin(config.smtpUrl)];
  return [...smtp, offline, mediaPlugin(media)];
}

/** The companies' plugins that come with the program: each shop switches them on. Their manifests are read, and no company's SDK is loaded. */
export async function bundledPlugins(): Promise<readonly BundledPlugin[]> {
  const stripe = await import('@bottega/plugins/stripe');
  const paypal = await import('@bottega/plugins/paypal');
  return [
    // Paying can be tried in a new shop without an account anywhere: with test cards, which take no money.
    {
      id: 'stripe',
      version: stripe.plugin.version,
      manifest: stripe.manifest,
      load: async () => stripe,
      inNewShops: { environment: 'simulator' },
    },
    { id: 'paypal', version: paypal.plugin.version, manifest: paypal.manifest, load: async () => paypal },
  ];
}

/** What the media worker can do for a chain: it speaks the languages that no other offline voice has. */
const mediaPlugin = (media: MediaWorker): Plugin => ({
  name: 'media',
  version: '1',
  providers: async () => [createEspeakVoice(media)],
});

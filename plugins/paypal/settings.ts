import { type CallContext, type PaymentEnvironment, type PluginSettings, ProviderError, type SettingsSchema } from '@bottega/contracts';
import { manifest } from './manifest.ts';

/** What a call works with, every gap filled. */
export type PayPalSettings = {
  readonly environment: PaymentEnvironment;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
  readonly merchantId: string;
  readonly take: 'at_once' | 'when_sent';
  /** Where every request goes. */
  readonly origin: string;
};

/** Hosts of one environment. A request, a certificate or a page of another is refused, so that test money never passes for real. */
type Hosts = {
  readonly api: string;
  readonly certificates: readonly string[];
  /** Where buyers may be sent; null for wherever the simulator's pages are. */
  readonly page: ((host: string) => boolean) | null;
  /** Where a buyer agrees to the order whose id follows, for answers that name no page. */
  readonly checkout: string | null;
};

const isLivePage = (host: string): boolean => host === 'paypal.com' || (host.endsWith('.paypal.com') && !host.includes('sandbox'));

/** The simulator has a name that leads nowhere (RFC 2606): a request that misses it reaches nobody. */
export const HOSTS: Readonly<Record<PaymentEnvironment, Hosts>> = {
  simulator: { api: 'api-m.paypal.invalid', certificates: ['api-m.paypal.invalid'], page: null, checkout: null },
  sandbox: {
    api: 'api-m.sandbox.paypal.com',
    certificates: ['api.sandbox.paypal.com', 'api-m.sandbox.paypal.com'],
    page: (host) => host === 'sandbox.paypal.com' || host.endsWith('.sandbox.paypal.com'),
    checkout: 'https://www.sandbox.paypal.com/checkoutnow?token=',
  },
  live: {
    api: 'api-m.paypal.com',
    certificates: ['api.paypal.com', 'api-m.paypal.com'],
    page: isLivePage,
    checkout: 'https://www.paypal.com/checkoutnow?token=',
  },
};

/** What the simulator's shop is called where its owner entered nothing. */
export const SIMULATED = {
  clientId: 'simulated-client',
  clientSecret: 'simulated-secret',
  webhookId: 'WHSIMULATOR',
  merchantId: 'S2MULATEDSHEP',
} as const;

const KEYS = ['clientId', 'clientSecret', 'webhookId', 'merchantId'] as const;

const isEnvironment = (value: unknown): value is PaymentEnvironment => value === 'simulator' || value === 'sandbox' || value === 'live';

/** Which of the company’s keys are missing for the environment. The simulator needs none. */
const missingKeys = (settings: PluginSettings): readonly (typeof KEYS)[number][] =>
  settings.environment === 'simulator' ? [] : KEYS.filter((name) => !settings[name]);

/** @throws ProviderError auth when the environment was not chosen or one of its keys is missing */
export function readSettings({ settings }: Pick<CallContext, 'settings'>): PayPalSettings {
  const { environment, take } = settings;
  if (!isEnvironment(environment)) throw new ProviderError('auth', 'Choose PayPal’s environment in its settings.');
  const missing = missingKeys(settings).map((name) => manifest.settings.properties[name].title);
  if (missing.length > 0) throw new ProviderError('auth', `PayPal lacks ${missing.join(', ')}: enter it in its settings.`);
  const keys = Object.fromEntries(KEYS.map((name) => [name, String(settings[name] || SIMULATED[name])]));
  return {
    ...(keys as Pick<PayPalSettings, (typeof KEYS)[number]>),
    environment,
    take: take === 'when_sent' ? 'when_sent' : 'at_once',
    origin: `https://${HOSTS[environment].api}`,
  };
}

/** Says before settings are kept what their JSON Schema cannot: which keys an environment wants. */
export const settingsSchema: SettingsSchema = {
  '~standard': {
    version: 1,
    vendor: 'bottega',
    validate: (value) => {
      const settings = value as PluginSettings;
      const issues = missingKeys(settings).map((name) => ({
        path: [name],
        message: `${manifest.settings.properties[name].title} is needed for ${settings.environment}: find it in PayPal’s developer dashboard.`,
      }));
      return issues.length > 0 ? { issues } : {};
    },
  },
};

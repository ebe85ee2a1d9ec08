import { type CallContext, type PaymentEnvironment, type PluginSettings, ProviderError, type SettingsSchema } from '@bottega/contracts';

/** A shop's settings, after the guard has found nothing wrong with them. */
export type StripeSettings = {
  readonly environment: PaymentEnvironment;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Any of them may have signed an event: two, while the shop changes from one to the other. */
  readonly webhookSecrets: readonly string[];
  /** Whether Stripe has to say `livemode: true` of everything. */
  readonly live: boolean;
};

/** What the simulator is asked with, and signs with where the shop gave no secret. They open nothing anywhere else. */
export const SIMULATOR_KEY = 'sk_test_simulator';
export const SIMULATOR_WEBHOOK_SECRET = 'whsec_simulator';

const ENVIRONMENTS: readonly string[] = ['simulator', 'sandbox', 'live'] satisfies PaymentEnvironment[];
const MODE = { sandbox: 'test', live: 'live' } as const;

type Issue = { readonly message: string; readonly path: readonly [string] };

/**
 * The guard between practice and real money: a key of one mode never works in another environment. The simulator is never sent a key, and
 * still refuses a live one, so that nobody takes a shop that seems live for one that is.
 */
function findIssues({ environment, secretKey, publishableKey }: PluginSettings): readonly Issue[] {
  if (!ENVIRONMENTS.includes(String(environment))) return [{ path: ['environment'], message: `Choose from: ${ENVIRONMENTS.join(', ')}.` }];
  const given = { secretKey: textOf(secretKey), publishableKey: textOf(publishableKey) };
  if (environment === 'simulator') {
    return Object.entries(given)
      .filter(([, key]) => key.includes('_live_'))
      .map(([name]) => ({ path: [name], message: 'A live key works in the environment live alone: take it away, or go live.' }));
  }
  const mode = MODE[environment as keyof typeof MODE];
  const forms = { secretKey: [`sk_${mode}_`, `rk_${mode}_`], publishableKey: [`pk_${mode}_`] };
  return Object.entries(forms).flatMap(([name, prefixes]): Issue[] => {
    const key = given[name as keyof typeof given];
    if (prefixes.some((prefix) => key.startsWith(prefix) && key.length > prefix.length)) return [];
    return [{ path: [name], message: `The environment ${environment} takes a key that begins with ${prefixes.join(' or ')}.` }];
  });
}

const textOf = (value: PluginSettings[string] | undefined): string => (typeof value === 'string' ? value : '');

/** Looks at the settings of a shop before they are kept. */
export const settingsSchema: SettingsSchema = {
  '~standard': {
    version: 1,
    vendor: 'bottega',
    validate: (value) => {
      const issues = findIssues((value ?? {}) as PluginSettings);
      return issues.length > 0 ? { issues } : {};
    },
  },
};

/** The settings that a call is lent. @throws ProviderError auth where the guard finds them wrong: no request is sent then */
export function readSettings({ settings }: Pick<CallContext, 'settings'>): StripeSettings {
  const [issue] = findIssues(settings);
  if (issue) throw new ProviderError('auth', `Stripe is not set up rightly (${issue.path[0]}). ${issue.message}`);
  const environment = settings.environment as PaymentEnvironment;
  const secrets = [settings.webhookSecret, settings.previousWebhookSecret].map(textOf).filter((secret) => secret !== '');
  if (environment === 'simulator') {
    const webhookSecrets = secrets.length > 0 ? secrets : [SIMULATOR_WEBHOOK_SECRET];
    return { environment, secretKey: SIMULATOR_KEY, publishableKey: '', webhookSecrets, live: false };
  }
  const keys = { secretKey: textOf(settings.secretKey), publishableKey: textOf(settings.publishableKey) };
  return { environment, ...keys, webhookSecrets: secrets, live: environment === 'live' };
}

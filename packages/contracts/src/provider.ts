/**
 * Glossary. A **provider** does one job for one contract (write text, speak, make an image …). A **plugin** brings providers.
 * The **offline** providers need no key and no network; they do real work and are last in every chain.
 */

/** Values by the names of the settings in the plugin's schema. One that nobody gave and that has no default is left out. */
export type PluginSettings = Readonly<Record<string, string | number | boolean>>;

/** What a provider is lent for one call. It keeps nothing of it after the call. */
export type CallContext = {
  /** Goes off when the caller no longer wants the answer, or the time limit of the call is reached. */
  readonly signal: AbortSignal;
  /** `fetch` with our timeouts and retries; a provider that talks to a company uses no other. */
  readonly fetch: typeof globalThis.fetch;
  /** A folder of this call's own, on local disk, for files too large to return in memory. Removed after the caller has taken them. */
  readonly folder: string;
  /** The shop's settings of the plugin that brings the provider, secrets in plain text; empty for a plugin that has none. */
  readonly settings: PluginSettings;
  /** Reports progress from 0 to 1. */
  progress(done: number, note?: string): void;
};

/** Under which terms something may be used; kept beside every asset, and publishing is refused without it. */
export type LicenceEvidence = {
  /** SPDX id, or the name of the company's terms. */
  readonly licence: string;
  /** Where those terms can be read; absent for our own work. */
  readonly termsUrl?: string;
  /** What was asked of the provider, so that the making can be repeated. */
  readonly prompt?: string;
  /** The company's receipt or request id. */
  readonly receipt?: string;
};

/** What a call cost: integer micro-units (10⁻⁶) of the currency, because a call often costs less than a cent. */
export type Cost = { readonly micros: number; readonly currency: string };

/** The licence of what was made by our own programs for the shop: it is the shop's own work. */
export const OWN_WORK = 'LicenseRef-own-work';

export const FREE: Cost = { micros: 0, currency: 'USD' };

/** What every answer carries besides its matter. */
export type Made<T> = { readonly value: T; readonly cost: Cost; readonly evidence: LicenceEvidence };

export type ProviderKind = 'text' | 'speech' | 'image' | 'music' | 'moderation' | 'payment' | 'shipping' | 'channel' | 'mail' | 'storage';

/** What every provider says of itself. */
export type Provider = {
  /** Unique within its kind, in kebab-case: `offline-grammar`, `openai`. */
  readonly id: string;
  readonly kind: ProviderKind;
  /** As a person reads it: "Written on this machine". */
  readonly label: string;
  /** True when it needs no network and no key. */
  readonly offline: boolean;
};

/** How a failure of an outside service is to be met. */
export type FailureKind = 'bad_input' | 'auth' | 'rate_limited' | 'temporary' | 'unknown_outcome' | 'refused' | 'unsupported';

/** The one error that a provider throws for what the outside world did. Anything else it throws is taken for a bug in it. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly kind: FailureKind;
  /** What the user is told, in one sentence with the remedy. */
  readonly userMessage: string;
  readonly retryAfterSeconds?: number;

  constructor(kind: FailureKind, userMessage: string, options?: { cause?: unknown; retryAfterSeconds?: number }) {
    super(userMessage, { cause: options?.cause });
    this.kind = kind;
    this.userMessage = userMessage;
    if (options?.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

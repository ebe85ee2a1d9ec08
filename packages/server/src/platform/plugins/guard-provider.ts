import path from 'node:path';
import { type CallContext, type FailureKind, type PluginSettings, ProviderError, type ProviderKind } from '@bottega/contracts';
import type { z } from 'zod';
import { settleWithin } from '../providers/settle-within.ts';
import { ANSWERS, CALL_LIMIT_MS } from './answers.ts';
import type { AnyProvider } from './load-plugin.ts';
import { runAsPlugin } from './run-as-plugin.ts';
import { strike, strikeSecrets } from './strike-secrets.ts';

type Guard = {
  readonly plugin: string;
  /** Lent with each call. */
  readonly settings: PluginSettings;
  /** Values that no message may carry. */
  readonly secrets: readonly string[];
  /** Told of each call that failed. */
  readonly report: (error: ProviderError) => void;
  readonly limitMs?: number;
  /** In place of the road outside: the simulator of the company. */
  readonly fetch?: typeof globalThis.fetch;
};

type GuardedKind = keyof typeof ANSWERS;
type Call = (request: unknown, call: CallContext) => Promise<unknown>;

/**
 * A provider of a plugin as the program calls it: with the shop's settings, within a limit of time, on a copy of the request, its answer
 * looked at, its failures in our words. Whatever it does wrong becomes a ProviderError of this one call.
 */
export function guardProvider(provider: AnyProvider, guard: Guard): AnyProvider {
  const { id, label, offline } = provider;
  const kind = provider.kind as GuardedKind;
  const calls = Object.entries(ANSWERS[kind]).flatMap(([name, shape]): [string, Call][] => {
    const ask = (provider as unknown as Record<string, Call | undefined>)[name]?.bind(provider);
    return ask ? [[name, (request, call) => guardCall({ ask, shape, kind, guard, name }, request, call)]] : [];
  });
  const languages = 'languages' in provider ? { languages: provider.languages } : {};
  const environment =
    'environment' in provider && provider.environment
      ? { environment: (call: CallContext) => provider.environment?.({ ...call, settings: guard.settings }) }
      : {};
  return { id, kind, label, offline, ...languages, ...environment, ...Object.fromEntries(calls) } as unknown as AnyProvider;
}

type Guarded = { readonly ask: Call; readonly shape: z.ZodType; readonly kind: GuardedKind; readonly guard: Guard; readonly name: string };

async function guardCall({ ask, shape, kind, guard, name }: Guarded, request: unknown, call: CallContext): Promise<unknown> {
  const fail = (error: unknown) => {
    const told = toProviderError(error, { kind, plugin: guard.plugin, call: name, secrets: guard.secrets });
    guard.report(told);
    return told;
  };
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(guard.limitMs ?? CALL_LIMIT_MS[kind])]);
  try {
    const lent = lend(call, { signal, settings: guard.settings, ...(guard.fetch && { fetch: guard.fetch }) });
    const work = runAsPlugin({ plugin: guard.plugin, tell: fail }, () => ask(structuredClone(request), lent));
    return readAnswer(await settleWithin(signal, work), shape, call);
  } catch (error) {
    const gaveUp = call.signal.aborted && (call.signal.reason as Error | undefined)?.name !== 'TimeoutError';
    throw gaveUp ? error : fail(error);
  }
}

/** The call as it is, but for what it is lent; its folder is still made only when it is asked for. */
const lend = (call: CallContext, own: Partial<CallContext>): CallContext =>
  Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(call), ...Object.getOwnPropertyDescriptors(own) }) as CallContext;

function readAnswer(answer: unknown, shape: z.ZodType, call: CallContext): unknown {
  const read = shape.safeParse(answer);
  if (!read.success) {
    const told = read.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.') || 'the answer'}: ${issue.message}`);
    throw new Error(`its answer is not what the contract says (${told.join('; ')})`);
  }
  const { value } = read.data as { value?: { path?: unknown } };
  if (typeof value?.path === 'string' && !isInside(call.folder, value.path)) throw new Error('its file is not in the folder of the call');
  return read.data;
}

const isInside = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, path.resolve(folder, file));
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
};

const KINDS: ReadonlySet<string> = new Set<FailureKind>([
  'bad_input',
  'auth',
  'rate_limited',
  'temporary',
  'unknown_outcome',
  'refused',
  'unsupported',
]);
/** After these nobody knows whether it was done: money may have moved, a post may be out. */
const HAS_EFFECT: ReadonlySet<ProviderKind> = new Set(['payment', 'channel', 'mail']);

type Told = { readonly kind: ProviderKind; readonly plugin: string; readonly call: string; readonly secrets: readonly string[] };

/** A ProviderError of a copy of the contracts is one too; all else is a mistake of the plugin. */
function toProviderError(error: unknown, { kind, plugin, call, secrets }: Told): ProviderError {
  const cause = strikeSecrets(error, secrets);
  const known = error as Partial<ProviderError> | null | undefined;
  if (known?.name === 'ProviderError' && KINDS.has(known.kind ?? '') && typeof known.userMessage === 'string') {
    const { retryAfterSeconds } = known;
    const wait = typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {};
    return new ProviderError(known.kind as FailureKind, strike(known.userMessage, secrets), { cause, ...wait });
  }
  const words = `The plugin ${plugin} failed in ${call}: ${cause.message}.`;
  return new ProviderError(HAS_EFFECT.has(kind) ? 'unknown_outcome' : 'temporary', words, { cause });
}

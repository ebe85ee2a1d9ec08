import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallContext, PluginSettings } from '../provider.ts';

/** A call's context for tests: a folder of its own, no network, and what was reported. Use with `await using`. */
export type TestCall = CallContext & {
  readonly reported: readonly { readonly done: number; readonly note?: string }[];
  /** Sets off the call's signal. */
  abort(reason?: unknown): void;
  /** Removes the folder. */
  [Symbol.asyncDispose](): Promise<void>;
};

type TestCallOptions = { readonly fetch?: typeof globalThis.fetch; readonly settings?: PluginSettings };

/** A fresh context. `fetch` replaces the default one, which refuses every request; without `settings` there are none. */
export async function testCall(options: TestCallOptions = {}): Promise<TestCall> {
  const folder = await mkdtemp(join(tmpdir(), 'bottega-call-'));
  const controller = new AbortController();
  const reported: { done: number; note?: string }[] = [];
  return {
    signal: controller.signal,
    fetch: options.fetch ?? refuseNetwork,
    folder,
    settings: options.settings ?? {},
    progress: (done, note) => void reported.push(note === undefined ? { done } : { done, note }),
    reported,
    abort: (reason) => controller.abort(reason),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const refuseNetwork: typeof globalThis.fetch = (input) =>
  Promise.reject(
    new Error(`a test asked the network for ${input instanceof Request ? input.url : input}: give testCall a fetch of your own`),
  );

import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { type CallContext, type FailureKind, type Made, type Provider, ProviderError, type ProviderKind } from '../provider.ts';

/** One promise of a contract. `run` throws an AssertionError when the provider breaks it; each run wants a fresh call. */
export type Check<P extends Provider> = { readonly name: string; run(provider: P, call: CallContext): Promise<void> };

/** What every provider says of itself, whatever its kind. */
export const selfDescription = <P extends Provider>(kind: ProviderKind): Check<P> => ({
  name: 'says who it is',
  run: async (provider) => {
    assert.equal(provider.kind, kind);
    assert.match(provider.id, /^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is in kebab-case');
    assert.ok(provider.label.trim().length > 0, 'a label is there to be read');
    assert.equal(typeof provider.offline, 'boolean');
  },
});

/** Cost and evidence, which every answer carries. */
export function assertMade(made: Made<unknown>): void {
  assert.ok(Number.isSafeInteger(made.cost.micros) && made.cost.micros >= 0, 'a cost is a whole number of micro-units');
  assert.match(made.cost.currency, /^[A-Z]{3}$/);
  assert.ok(made.evidence.licence.length > 0, 'nothing may be published without a licence');
}

/** The work fails with a ProviderError of one kind, and tells the user something. */
export async function assertFailsWith(kind: FailureKind, work: () => Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof ProviderError, `expected a ProviderError, got ${String(error)}`);
    assert.equal(error.kind, kind);
    assert.ok(error.userMessage.length > 0, 'the user is told something');
    return true;
  });
}

/** The work rejects at once when the caller no longer wants it. */
export async function assertHeedsAbort(call: CallContext, work: (call: CallContext) => Promise<unknown>): Promise<void> {
  const reason = new Error('no longer wanted');
  await assert.rejects(() => work({ ...call, signal: AbortSignal.abort(reason) }), 'a call that was given up must reject');
}

/** The bytes of a file that a provider left in the call's folder. */
export async function readInFolder(path: string, call: CallContext): Promise<Uint8Array> {
  assert.ok(!relative(call.folder, path).startsWith('..'), `${path} lies outside the call's folder`);
  assert.ok((await stat(path)).size > 0, `${path} is empty`);
  return readFile(path);
}

/** A language that no provider has: reserved for private use. */
export const UNKNOWN_LANGUAGE = 'qaa';

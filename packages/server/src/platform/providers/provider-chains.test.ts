import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { FREE, type Plugin, type ProductFacts, ProviderError, type ProviderOf, type TextProvider } from '@bottega/contracts';
import { type Fake, fakeMail, fakeText } from '@bottega/contracts/fakes';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Calls, createCalls } from '../calls/calls.ts';
import { createProviderChains, type ProviderChains } from './provider-chains.ts';

const FACTS: ProductFacts = {
  name: 'Walnut bowl',
  notes: 'oiled',
  price: { amount: 4800, currency: 'EUR' },
  palette: ['brown'],
  category: 'tableware',
  season: 'autumn',
  shopName: 'Fornace',
};
const REQUEST = { facts: FACTS, channel: 'shop', limits: { title: { max: 80 } }, language: 'en', seed: 1 };
const away = () => new ProviderError('temporary', 'The writer is away: try again later.');

let folder: string;
let signal: AbortSignal;
let stop: AbortController;
let calls: Calls;
beforeEach(async () => {
  calls = createCalls({ log: pino({ level: 'silent' }) });
  folder = await mkdtemp(path.join(os.tmpdir(), 'bottega-chains-'));
  stop = new AbortController();
  signal = stop.signal;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await calls.close();
  await rm(folder, { recursive: true, force: true });
});

const writer = (id: string, changes: Partial<TextProvider> = {}): Fake<TextProvider> => Object.assign(fakeText(), { id, ...changes });

function open(...providers: ProviderOf[keyof ProviderOf][]): Promise<ProviderChains> {
  const plugin: Plugin = { name: 'test', version: '0', providers: async () => providers };
  return createProviderChains({ plugins: [plugin], folder, log: pino({ level: 'silent' }), calls });
}

const askForCopy = (chains: ProviderChains, serves?: (provider: TextProvider) => boolean) =>
  chains.ask(
    'text',
    { signal, ...(serves ? { serves } : {}) },
    (provider, call) => provider.writeCopy(REQUEST, call),
    async ({ provider, made }) => ({ provider, title: made.value.title }),
  );
const scratch = () => readdir(path.join(folder, 'scratch'));

describe('a chain', () => {
  test('has the providers of its kind in their order, the offline ones last', async () => {
    const chains = await open(writer('offline'), writer('first', { offline: false }), fakeMail(), writer('second', { offline: false }));
    expect((await chains.list('text')).map(({ id }) => id)).toEqual(['first', 'second', 'offline']);
    expect(await chains.list('speech')).toEqual([]);
    expect((await chains.get('text', 'second')).id).toBe('second');
    await expect(chains.get('text', 'third')).rejects.toMatchObject({ kind: 'unsupported', message: expect.stringContaining('third') });
  });

  test('asks the next one after a failure, a bug, and a silence', async () => {
    const realTimeout = AbortSignal.timeout;
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => realTimeout.call(AbortSignal, 200));
    const [failing, broken, silent, last] = [writer('failing'), writer('broken'), writer('silent'), writer('last')];
    failing.failNext(away());
    broken.failNext('crash');
    silent.failNext('hang');
    expect(await askForCopy(await open(failing, broken, silent, last))).toEqual({ provider: 'last', title: 'Walnut bowl' });
    for (const asked of [failing, broken, silent, last]) expect(asked.calls).toHaveLength(1);
    expect(await scratch()).toEqual([]);
  });

  test('skips those that do not serve, and says so when none is left', async () => {
    const [one, other] = [writer('one', { languages: ['it'] }), writer('other')];
    const chains = await open(one, other);
    const result = await askForCopy(chains, ({ languages }) => languages.includes('hi'));
    expect(result.provider).toBe('other');
    expect(one.calls).toEqual([]);
    await expect(askForCopy(chains, () => false)).rejects.toMatchObject({
      kind: 'unsupported',
      userMessage: 'No text provider can do this.',
    });
  });

  test('throws the last failure when all have failed', async () => {
    const [one, other] = [writer('one'), writer('other')];
    one.failNext('crash');
    other.failNext(away());
    await expect(askForCopy(await open(one, other))).rejects.toMatchObject({ kind: 'temporary' });
  });

  test('asks nobody else when what we did with the answer failed', async () => {
    const [one, other] = [writer('one'), writer('other')];
    const chains = await open(one, other);
    const use = async () => {
      throw new Error('our own mistake');
    };
    await expect(chains.ask('text', { signal }, (provider, call) => provider.writeCopy(REQUEST, call), use)).rejects.toThrow(
      'our own mistake',
    );
    expect(other.calls).toEqual([]);
  });

  test('asks nobody else when the caller gave up, and throws their reason', async () => {
    const [one, other] = [writer('one'), writer('other')];
    one.failNext('hang');
    const chains = await open(one, other);
    const asking = askForCopy(chains);
    const reason = new Error('no longer wanted');
    setTimeout(() => stop.abort(reason), 30);
    await expect(asking).rejects.toBe(reason);
    await expect(askForCopy(chains)).rejects.toBe(reason);
    expect(one.calls).toHaveLength(1);
    expect(other.calls).toEqual([]);
    expect(await scratch()).toEqual([]);
  });
});

describe('a call', () => {
  test('has a folder of its own while the answer is used, and none afterwards', async () => {
    const chains = await open(writer('one'));
    const folders: string[] = [];
    const reported: unknown[] = [];
    await chains.ask(
      'text',
      { signal, onProgress: (...report) => void reported.push(report) },
      async (_, call) => {
        call.progress(0.5, 'half');
        folders.push(call.folder);
        await writeFile(path.join(call.folder, 'voice.wav'), 'sound');
        return { value: path.join(call.folder, 'voice.wav'), cost: FREE, evidence: { licence: 'CC0-1.0' } };
      },
      async ({ made }) => expect(existsSync(made.value)).toBe(true),
    );
    expect(existsSync(folders[0] as string)).toBe(false);
    expect(reported).toEqual([[0.5, 'half']]);
  });

  test('that does not settle in time is cut, its signal goes off, and its late failure harms nobody', async () => {
    const chains = await open();
    let heard = false;
    const work = () =>
      new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('too late')), 120);
      });
    const cut = chains.call({ provider: writer('slow'), signal, limitMs: 50 }, (call) => {
      call.signal.addEventListener('abort', () => {
        heard = true;
      });
      return work();
    });
    await expect(cut).rejects.toMatchObject({ kind: 'unknown_outcome', userMessage: 'The provider did not answer in time.' });
    expect(heard).toBe(true);
    expect(await scratch()).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 120)); // an unhandled rejection would end the run
  });

  test('is not begun for a caller who has given up', async () => {
    const chains = await open();
    stop.abort(new Error('no longer wanted'));
    const work = vi.fn(async () => {
      throw new Error('a failure that nobody hears');
    });
    await expect(chains.call({ provider: writer('late'), signal }, work)).rejects.toThrow('no longer wanted');
    expect(work).not.toHaveBeenCalled();
  });
});

test('a provider’s fetch is the road: an SDK that only wants a fetch has its faults met with further tries', async () => {
  let attempts = 0;
  const server = createServer((_, answer) => answer.writeHead(++attempts < 3 ? 503 : 200).end('a text'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/complete`;
  /** As companies write them: it asks once, and takes what it is given for fetching. */
  const sdk = (fetch: typeof globalThis.fetch) => ({ complete: async () => (await fetch(url, { method: 'GET' })).text() });
  const chains = await open();
  expect(await chains.call({ provider: writer('company'), signal }, (call) => sdk(call.fetch).complete())).toBe('a text');
  expect(attempts).toBe(3);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('what a killed process left in the scratch folder is gone after a start', async () => {
  await mkdir(path.join(folder, 'scratch/call-old'), { recursive: true });
  await writeFile(path.join(folder, 'scratch/call-old/voice.wav'), 'half');
  await open();
  expect(await scratch()).toEqual([]);
});

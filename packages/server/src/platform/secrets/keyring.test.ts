import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addKeyToFile, keyFile, removeKeysFromFile } from './key-file.ts';
import { newMasterKeyText, parseMasterKeys } from './master-key.ts';
import { openSecrets } from './open-secrets.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'bottega-keys-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const log = { warn: vi.fn() };
const place = { table: 'shop_plugin_secret', column: 'sealed', id: 'acme/apiKey' } as const;
const open = (settings: { secretKey?: string; secretKeyFrom?: string } = {}) =>
  openSecrets({ data, secretKey: undefined, secretKeyFrom: 'file', ...settings }, log);

describe('the file in the data folder', () => {
  test('is made at the first start, for its owner alone, and is the same at the next', async () => {
    const sealed = (await open()).forShop('s').seal(place, 'secret');
    expect(statSync(keyFile(data)).mode & 0o777).toBe(0o600);
    expect((await open()).forShop('s').open(place, sealed)).toBe('secret');
  });

  test('is told of when others may read it', async () => {
    expect((await open()).keyring.weakness()).toBeUndefined();
    chmodSync(keyFile(data), 0o644);
    expect((await open()).keyring.weakness()).toContain('chmod 600');
  });

  test('is one, however many start at once', async () => {
    const opened = await Promise.all(Array.from({ length: 12 }, () => open()));
    expect(new Set(opened.map(({ keyring }) => keyring.newest().id)).size).toBe(1);
  });

  test('a key that is added wraps at once in every process, and what is under the older ones still opens', async () => {
    const [one, other] = [await open(), await open()];
    const sealed = one.forShop('s').seal(place, 'secret');
    await addKeyToFile(data);
    expect(one.keyring.newest().id).not.toBe(sealed.split('.')[1]);
    const newer = one.forShop('s').seal(place, 'newer');
    expect(other.forShop('s').open(place, newer)).toBe('newer');
    expect(other.forShop('s').open(place, sealed)).toBe('secret');
    await removeKeysFromFile(data, [sealed.split('.')[1] as string]);
    expect(() => other.forShop('s').open(place, sealed)).toThrowError(expect.objectContaining({ code: 'secret_key_missing' }));
    expect(other.forShop('s').open(place, newer)).toBe('newer');
  });

  test('that is damaged later harms nobody who has read it; a new start is refused without showing it', async () => {
    const secrets = await open();
    const sealed = secrets.forShop('s').seal(place, 'secret');
    writeFileSync(keyFile(data), 'canary-not-a-key\n');
    expect(secrets.forShop('s').open(place, sealed)).toBe('secret');
    expect(log.warn).toHaveBeenCalled();
    const refused = await open().catch((error: Error) => error.message);
    expect(refused).toContain(keyFile(data));
    expect(refused).not.toContain('canary');
  });

  test('that cannot be read is told of', async () => {
    await open();
    rmSync(keyFile(data));
    chmodSync(data, 0o500);
    const asRoot = process.getuid?.() === 0;
    await (asRoot ? expect(open()).resolves.toBeDefined() : expect(open()).rejects.toThrow(/EACCES/));
    chmodSync(data, 0o700);
  });
});

describe('keys as they are written', () => {
  const [first, second] = [newMasterKeyText(), newMasterKeyText()];

  test('come in base64 or hex, on lines or with commas, the newest first', () => {
    const hex = Buffer.from(first, 'base64url').toString('hex');
    const base64 = Buffer.from(second, 'base64url').toString('base64');
    const wanted = parseMasterKeys(`${first},${second}`).map(({ id }) => id);
    expect(parseMasterKeys(`# a comment\n${hex}\n\n${base64}\n`).map(({ id }) => id)).toEqual(wanted);
  });

  test.each(['', ' ', 'short', `${first}x`, `${first},${first}`, first.slice(1), `${first} nonsense`])('%j is refused', (text) => {
    expect(() => parseMasterKeys(text)).toThrow();
  });

  test('that are given come before the file, which is not made then', async () => {
    const given = await open({ secretKey: first });
    const sealed = given.forShop('s').seal(place, 'secret');
    const rotated = await open({ secretKey: `${second},${first}` });
    expect(rotated.forShop('s').open(place, sealed)).toBe('secret');
    expect(rotated.keyring.newest().id).not.toBe(given.keyring.newest().id);
    expect(() => readFileSync(keyFile(data))).toThrow();
  });

  test('a secret for a purpose is another for each purpose and key', async () => {
    const secrets = await open({ secretKey: `${second},${first}` });
    const both = [...secrets.derive('files'), ...secrets.derive('cookies')];
    expect(new Set(both).size).toBe(4);
    expect((await open({ secretKey: first })).derive('files')).toEqual([secrets.derive('files')[1]]);
  });
});

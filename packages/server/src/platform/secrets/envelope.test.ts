import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { type BoundPlace, envelopePrefix, openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.ts';
import { type MasterKey, newMasterKeyText, parseMasterKeys } from './master-key.ts';

const newKey = (): MasterKey => parseMasterKeys(newMasterKeyText())[0] as MasterKey;
const finding =
  (...keys: MasterKey[]) =>
  (id: string) =>
    keys.find((key) => key.id === id);

const [older, newest] = [newKey(), newKey()];
const place: BoundPlace = { shopId: 'shop-1', table: 'connection', column: 'token', id: 'row-1' };
const openWith = (key: MasterKey, where: BoundPlace, sealed: string) => openEnvelope(finding(key), where, sealed);

describe('an envelope', () => {
  test('gives back any text, and never seals to the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (plain) => {
        const sealed = sealEnvelope(newest, place, plain);
        expect(openWith(newest, place, sealed)).toBe(plain);
        expect(sealEnvelope(newest, place, plain)).not.toBe(sealed);
      }),
      { numRuns: 50 },
    );
  });

  test('does not show what is in it', () => expect(sealEnvelope(newest, place, 'sk_canary')).not.toContain('sk_canary'));

  test.each(['shopId', 'table', 'column', 'id'] as const)('opens in no other %s', (field) => {
    const sealed = sealEnvelope(newest, place, 'secret');
    expect(() => openWith(newest, { ...place, [field]: 'another' }, sealed)).toThrowError(
      expect.objectContaining({ code: 'secret_unreadable' }),
    );
  });

  test('opens in no place whose parts only read the same one after another', () => {
    const sealed = sealEnvelope(newest, { ...place, table: 'a', column: 'bc' }, 'secret');
    expect(() => openWith(newest, { ...place, table: 'ab', column: 'c' }, sealed)).toThrowError(/another place/);
  });

  test('opens no more after any of its letters was changed, left out or added', () => {
    const sealed = sealEnvelope(newest, place, 'secret');
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      for (const broken of [sealed.slice(0, at) + other + sealed.slice(at + 1), sealed.slice(0, at) + sealed.slice(at + 1)]) {
        const opened = attempt(() => openWith(newest, place, broken));
        // The last letter of base64 may hold bits that mean nothing; then the text is the same, and never another one.
        expect(['refused', 'secret']).toContain(opened);
        if (opened === 'secret') expect(decoded(broken)).toEqual(decoded(sealed));
      }
    }
    for (const broken of ['', 'v1', 'v1...', `${sealed}.x`, `v2${sealed.slice(2)}`])
      expect(attempt(() => openWith(newest, place, broken))).toBe('refused');
  });

  test('does not take the wrapped key or the text of another envelope', () => {
    const [mine, other] = [sealEnvelope(newest, place, 'mine').split('.'), sealEnvelope(newest, place, 'other').split('.')];
    const mixed = [...mine.slice(0, 3), other[3]].join('.');
    expect(attempt(() => openWith(newest, place, mixed))).toBe('refused');
  });

  test('names the key that it needs when nobody has it', () => {
    const sealed = sealEnvelope(older, place, 'secret');
    expect(() => openWith(newest, place, sealed)).toThrowError(
      expect.objectContaining({ code: 'secret_key_missing', message: expect.stringContaining(older.id) }),
    );
  });

  test('goes under a newer key without its text being sealed again', () => {
    const sealed = sealEnvelope(older, place, 'secret');
    const rewrapped = rewrapEnvelope(finding(older), newest, place, sealed);
    expect(rewrapped).toMatch(new RegExp(`^${envelopePrefix(newest.id)}`));
    expect(rewrapped.split('.')[3]).toBe(sealed.split('.')[3]);
    expect(openWith(newest, place, rewrapped)).toBe('secret');
    expect(() => rewrapEnvelope(finding(older), newest, { ...place, shopId: 'shop-2' }, sealed)).toThrowError(/another place/);
  });
});

function attempt(work: () => string): string {
  try {
    return work();
  } catch {
    return 'refused';
  }
}

const decoded = (sealed: string) => sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));

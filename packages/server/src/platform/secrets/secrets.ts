import { openEnvelope, sealEnvelope } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import type { SealedPlace } from './sealed-columns.ts';

/** Keeps secrets of one shop. What was sealed for one place opens nowhere else: in no other row, column, table or shop. */
export type ShopSecrets = {
  /** A text to keep in that column, of a length that grows with the plain text's; the same text never seals to the same twice. */
  seal(place: SealedPlace, plain: string): string;
  /** @throws BottegaError secret_unreadable when it was changed or moved, secret_key_missing when its key is gone. */
  open(place: SealedPlace, sealed: string): string;
  /** A secret of this shop for one purpose from each master key, the newest first: the first signs, all of them verify. */
  derive(purpose: string): readonly [string, ...string[]];
};

export type Secrets = {
  readonly keyring: Keyring;
  forShop(shopId: string): ShopSecrets;
  /** A secret for one purpose from each master key, the newest first: the first signs, all of them verify. */
  derive(purpose: string): readonly [string, ...string[]];
};

export function createSecrets(keyring: Keyring): Secrets {
  const derive = (purpose: string) => keyring.all().map((key) => key.derive(purpose)) as [string, ...string[]];
  return {
    keyring,
    forShop: (shopId) => ({
      seal: (place, plain) => sealEnvelope(keyring.newest(), { ...place, shopId }, plain),
      open: (place, sealed) => openEnvelope(keyring.find, { ...place, shopId }, sealed),
      derive: (purpose) => derive(`${purpose} of ${shopId}`),
    }),
    derive,
  };
}

import { statSync } from 'node:fs';
import { rewrapFactors, withSignInTables } from '../auth/second-factor-seal.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import { addKeyToFile, keyFile, removeKeysFromFile } from './key-file.ts';
import { type Rewrapped, rewrapSecrets } from './rewrap-secrets.ts';
import { readSecretStatus } from './secret-status.ts';
import type { Secrets } from './secrets.ts';

type Installation = { readonly config: Config; readonly database: Database; readonly secrets: Secrets };

/** A transaction that sealed with the key that was the newest until now has ended by then. */
const SETTLED_MS = 5 * 60_000;

const keepsKeysInFile = ({ secretKey, secretKeyFrom }: Config): boolean => secretKey === undefined && secretKeyFrom === 'file';

/**
 * Makes a new key where we keep the keys ourselves, and puts everything under the newest. Running servers take the new key at once and
 * go on opening what is under the older ones.
 */
export async function rotateSecrets({ config, database, secrets }: Installation): Promise<Rewrapped & { readonly newKey: boolean }> {
  const newKey = keepsKeysInFile(config);
  if (newKey) await addKeyToFile(config.data);
  await secrets.keyring.reload();
  const ofShops = await rewrapSecrets(database, secrets.keyring);
  const ofStaff = await withSignInTables(database, (client) => rewrapFactors(client, secrets.keyring));
  return { ...ofShops, rewrapped: ofShops.rewrapped + ofStaff, newKey };
}

/**
 * Takes the older keys out of the file in the data folder.
 * @returns how many. @throws BottegaError conflict while anything is under one of them, or where the keys are not ours to remove.
 */
export async function forgetOldKeys({ config, database, secrets }: Installation): Promise<number> {
  if (!keepsKeysInFile(config))
    throw new BottegaError('conflict', `The keys are kept in ${secrets.keyring.where}: remove the older ones there.`);
  if (Date.now() - statSync(keyFile(config.data)).mtimeMs < SETTLED_MS) {
    throw new BottegaError(
      'conflict',
      'The keys were changed just now: wait five minutes, so that nothing under way is under an older one.',
    );
  }
  const older = (await readSecretStatus(database, secrets.keyring)).keys.filter(({ state }) => state === 'older');
  const used = older.filter((key) => key.secrets > 0);
  if (used.length > 0) throw new BottegaError('conflict', `Secrets are still under ${used.map(({ id }) => id).join(', ')}: rotate first.`);
  await removeKeysFromFile(
    config.data,
    older.map(({ id }) => id),
  );
  return older.length;
}

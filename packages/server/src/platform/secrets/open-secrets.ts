import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { keyFileSource } from './key-file.ts';
import { givenKeySource, type KeySource } from './key-source.ts';
import { openKeyring } from './keyring.ts';
import { awsKeySource, gcpKeySource } from './manager-key-sources.ts';
import { createSecrets, type Secrets } from './secrets.ts';

type KeySettings = Pick<Config, 'data' | 'secretKey' | 'secretKeyFrom'>;

/** The secrets of this installation. Its keyring is to be closed. @throws BottegaError invalid_configuration, secret_source_away. */
export async function openSecrets(config: KeySettings, log: Pick<Logger, 'warn'>): Promise<Secrets> {
  const keyring = await openKeyring(sourceOf(config), log);
  const weakness = keyring.weakness();
  if (weakness) log.warn(weakness);
  return createSecrets(keyring);
}

function sourceOf({ data, secretKey, secretKeyFrom }: KeySettings): KeySource {
  if (secretKey !== undefined) return givenKeySource(secretKey);
  const [kind, ...name] = secretKeyFrom.split(':');
  if (kind === 'aws') return awsKeySource(name.join(':'));
  if (kind === 'gcp') return gcpKeySource(name.join(':'));
  return keyFileSource(data);
}

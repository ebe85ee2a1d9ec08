import { type Config, type Database, openSecrets, readSecretStatus } from '#platform';
import type { Finding } from './finding.ts';

/** The keys that secrets are sealed with: whether each is there, and kept from others. */
export async function checkKeys(config: Config, database: Database): Promise<Finding> {
  const secrets = await openSecrets(config, { warn: () => undefined });
  try {
    const { where, weakness, keys } = await readSecretStatus(database, secrets.keyring);
    const missing = keys.filter(({ state }) => state === 'missing');
    const sealed = keys.reduce((sum, key) => sum + key.secrets, 0);
    const lost = missing.map(({ id, secrets: count }) => `${count} secrets are sealed with the key ${id}, which is missing: put it back.`);
    return {
      name: 'keys',
      well: missing.length === 0 && weakness === null,
      found: `${sealed} sealed with keys from ${where}`,
      advice: [...lost, ...(weakness ? [weakness] : [])].join(' '),
    };
  } finally {
    secrets.keyring.close();
  }
}

import { type Config, type Database, forgetOldKeys, openSecrets, readSecretStatus, rotateSecrets, type Secrets } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { printAnswer } from './terminal.ts';
import { withDatabase } from './visit.ts';

export type SecretsOptions = CommonOptions & { readonly json?: boolean };

/** `bottega secrets status`: where the keys come from, and how much is sealed with each. A missing key exits with 1. */
export async function runSecretsStatus(options: SecretsOptions): Promise<void> {
  await withSecrets(options, async ({ database, secrets }) => {
    const status = await readSecretStatus(database, secrets.keyring);
    const lines = status.keys.map(({ id, state, secrets: count }) => `${id}  ${state.padEnd(8)} ${count} sealed`);
    printAnswer(options, status, [`Keys from ${status.where}.`, ...lines, ...(status.weakness ? [status.weakness] : [])].join('\n'));
    if (status.keys.some(({ state }) => state === 'missing')) process.exitCode = 1;
  });
}

/** `bottega secrets rotate`: a new key where we keep the keys, and everything under the newest. */
export async function runSecretsRotate(options: SecretsOptions): Promise<void> {
  await withSecrets(options, async (installation) => {
    const done = await rotateSecrets(installation);
    const said = [
      done.newKey ? 'A new key was made.' : `No key was made: they come from ${installation.secrets.keyring.where}.`,
      `Secrets put under the newest key: ${done.rewrapped}.`,
      ...done.unreadable,
    ];
    printAnswer(options, done, said.join('\n'));
    if (done.unreadable.length > 0) process.exitCode = 1;
  });
}

/** `bottega secrets forget`: the older keys are taken out of the file, once nothing is under them. */
export async function runSecretsForget(options: SecretsOptions): Promise<void> {
  await withSecrets(options, async (installation) => {
    const forgotten = await forgetOldKeys(installation);
    printAnswer(options, { forgotten }, `Older keys forgotten: ${forgotten}.`);
  });
}

type Installation = { readonly config: Config; readonly database: Database; readonly secrets: Secrets };

async function withSecrets(options: SecretsOptions, work: (installation: Installation) => Promise<void>): Promise<void> {
  const { config, log } = openSettings(options);
  const secrets = await openSecrets(config, log);
  try {
    await withDatabase(config, (database) => work({ config, database, secrets }));
  } finally {
    secrets.keyring.close();
  }
}

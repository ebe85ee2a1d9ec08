import type { Command } from 'commander';
import { runSecretsForget, runSecretsRotate, runSecretsStatus, type SecretsOptions } from './secrets.ts';

/** `bottega secrets …`. */
export function describeSecrets(program: Command): void {
  const secrets = program.command('secrets').description('the keys that secrets are sealed with');
  const secretsCommand = (name: string, description: string, run: (options: SecretsOptions) => Promise<void>) =>
    secrets
      .command(name)
      .description(description)
      .option('--data <folder>', 'where everything is kept')
      .option('--json', 'as JSON')
      .action(run);
  secretsCommand('status', 'where the keys come from, and how much is sealed with each', runSecretsStatus);
  secretsCommand('rotate', 'make a new key, and put everything under it', runSecretsRotate);
  secretsCommand('forget', 'take out the older keys, once nothing is under them', runSecretsForget);
}

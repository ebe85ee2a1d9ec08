import type { Database } from '../database/database.ts';
import { savePluginShare } from '../database/system-door.ts';
import { BottegaError } from '../errors/bottega-error.ts';
import type { Plugins } from './open-plugins.ts';

/**
 * Gives a plugin to so many per cent of the shops that have not decided themselves.
 * @throws BottegaError not_found, invalid_input
 */
export async function setRollout(
  { database, plugins }: { database: Database; plugins: Plugins },
  { plugin, percent }: { plugin: string; percent: number },
): Promise<void> {
  if (!plugins.list().some((found) => 'manifest' in found && found.manifest.id === plugin)) {
    throw new BottegaError('not_found', `There is no plugin "${plugin}" here; \`bottega plugin list\` names those there are.`);
  }
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) {
    throw new BottegaError('invalid_input', 'A roll-out is a whole number of per cent, from 0 to 100.');
  }
  await savePluginShare(database, { plugin, percent });
}

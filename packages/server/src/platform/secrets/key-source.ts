import { BottegaError } from '../errors/bottega-error.ts';
import { EXAMPLE_KEY, type MasterKey, parseMasterKeys } from './master-key.ts';

/** Where master keys come from. `where` names it for people. */
export type KeySource = {
  readonly where: string;
  /** The keys as they are now, the newest first. @throws BottegaError invalid_configuration, secret_source_away */
  load(): Promise<readonly MasterKey[]>;
  /** The same at once, where the source can; cheap as long as nothing changed. */
  loadNow?(): readonly MasterKey[];
  /** What is unsafe about it, as a sentence. */
  weakness?(): string | undefined;
};

/** Keys that stand in the settings. They stay as they are until the next start. */
export const givenKeySource = (text: string): KeySource => ({
  where: 'the settings',
  load: async () => readKeys('the settings', text),
});

/** Reads the keys of a source. @throws BottegaError invalid_configuration, without what it read. */
export function readKeys(where: string, text: string): readonly MasterKey[] {
  try {
    if (text.includes(EXAMPLE_KEY)) throw new Error('the key of the example is in it, which everybody knows');
    return parseMasterKeys(text);
  } catch (error) {
    throw new BottegaError('invalid_configuration', `The keys in ${where} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

import { listFeedback } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { withDatabase } from './visit.ts';

/** `bottega feedback`: what the members of all shops told the operator. */
export async function runFeedback(options: CommonOptions & { json?: boolean }): Promise<void> {
  const { config } = openSettings(options);
  const entries = await withDatabase(config, listFeedback);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(entries)}\n`);
    return;
  }
  if (entries.length === 0) process.stdout.write('Nobody has told you anything yet.\n');
  for (const { at, shop, page, words } of entries) process.stdout.write(`${at}  ${shop}  ${page}\n  ${words.replaceAll('\n', '\n  ')}\n\n`);
}

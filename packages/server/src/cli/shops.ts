import { listAllShops } from '#platform';
import { type CommonOptions, openSettings } from './settings.ts';
import { withDatabase } from './visit.ts';

/** `bottega shops`: the shops of this installation. */
export async function runShops(options: CommonOptions & { json?: boolean }): Promise<void> {
  const { config } = openSettings(options);
  const shops = await withDatabase(config, listAllShops);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(shops.map(({ slug, name, currency, country }) => ({ slug, name, currency, country })))}\n`);
    return;
  }
  if (shops.length === 0) process.stdout.write('There is no shop yet. `bottega start` makes a demo shop.\n');
  for (const { slug, name, currency } of shops) process.stdout.write(`${slug.padEnd(20)} ${name.padEnd(30)} ${currency}\n`);
}

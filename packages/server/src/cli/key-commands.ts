import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import { type AddKeyOptions, type RevokeKeyOptions, runKeyAdd, runKeyList, runKeyRevoke } from './key.ts';
import type { ShopOptions } from './visit.ts';

/** `bottega key …`. */
export function describeKeys(program: Command, openHouse: OpenHouse): void {
  const keys = program.command('key').description('the API keys of a shop');
  const command = commandsOfShop(keys);
  command('add', 'make a key; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scopes <permissions>', 'such as products.read,products.write')
    .option('--days <number>', 'after how many days it expires; without it, never')
    .action((options: AddKeyOptions) => runKeyAdd(options, openHouse));
  command('list', 'the keys there are').action((options: ShopOptions) => runKeyList(options, openHouse));
  command('revoke', 'a key, and those it has made, count no more')
    .requiredOption('--id <id>', 'as `bottega key list` prints it')
    .action((options: RevokeKeyOptions) => runKeyRevoke(options, openHouse));
}

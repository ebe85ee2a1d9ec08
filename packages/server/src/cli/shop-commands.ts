import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import type { CommonOptions } from './settings.ts';
import {
  type DeleteShopOptions,
  type DomainOptions,
  type ExportShopOptions,
  type OneShopOptions,
  type OriginsOptions,
  runDomainAdd,
  runDomainList,
  runDomainRemove,
  runDomainVerify,
  runShopDelete,
  runShopExport,
  runShopOrigins,
  runShopResume,
  runShopSuspend,
  type SuspendShopOptions,
} from './shop.ts';
import { type CreateShopOptions, runShopCreate } from './shop-create.ts';
import { runShops } from './shops.ts';

/** `bottega shop …`. */
export function describeShop(program: Command, openHouse: OpenHouse): void {
  const shop = program.command('shop').description('make a shop, close it, take it out, delete it');
  const command = begin(shop);
  command('create', 'make a shop')
    .requiredOption('--slug <slug>', 'its name in addresses, such as fornace')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--currency <code>', 'what it sells in, such as EUR')
    .requiredOption('--country <code>', 'where it is, such as IT')
    .option('--tax <percent>', 'the tax inside its prices, such as 22', '0')
    .option('--shipping <amount>', 'flat shipping for each order, such as 8.90', '0')
    .option('--language <code>', 'the language of its pages', 'en')
    .option('--time-zone <zone>', 'for its schedules, such as Europe/Rome', 'UTC')
    .option('--about <words>', 'what it is')
    .option('--transfer-to <words>', 'where a bank transfer goes: holder and IBAN')
    .action((options: CreateShopOptions) => runShopCreate(options));
  command('list', 'the shops there are').action((options: CommonOptions & { json?: boolean }) => runShops(options));
  const one = (name: string, description: string) => command(name, description).requiredOption('--shop <slug>', 'which shop');
  one('suspend', 'close it to visitors and changes, and let its work rest')
    .requiredOption('--reason <words>', 'why: its staff read it')
    .action((options: SuspendShopOptions) => runShopSuspend(options, openHouse));
  one('resume', 'open it again').action((options: OneShopOptions) => runShopResume(options, openHouse));
  one('export', 'take everything out: rows, files, and the hash of each')
    .requiredOption('--to <file>', 'the ZIP archive that is written')
    .action((options: ExportShopOptions) => runShopExport(options, openHouse));
  one('delete', 'delete it with all that it has, for good')
    .requiredOption('--confirm <slug>', 'the slug once more')
    .action((options: DeleteShopOptions) => runShopDelete(options, openHouse));
  one('origins', 'the other sites whose pages may ask its API')
    .option('--set <origins>', 'put these in their place, with commas between: https://blog.example')
    .action((options: OriginsOptions) => runShopOrigins(options, openHouse));
  describeDomains(shop, openHouse);
}

function describeDomains(shop: Command, openHouse: OpenHouse): void {
  const command = begin(shop.command('domain').description('its own domains'));
  const one = (name: string, description: string) =>
    command(name, description).requiredOption('--shop <slug>', 'of which shop').requiredOption('--host <host>', 'such as shop.fornace.com');
  one('add', 'take a domain in, and say what to write into the DNS').action((options: DomainOptions) => runDomainAdd(options, openHouse));
  one('verify', 'look for the record in the DNS').action((options: DomainOptions) => runDomainVerify(options, openHouse));
  one('remove', 'it leads here no longer').action((options: DomainOptions) => runDomainRemove(options, openHouse));
  command('list', 'the domains there are')
    .requiredOption('--shop <slug>', 'of which shop')
    .action((options: OneShopOptions) => runDomainList(options, openHouse));
}

/** A command below another, with the options that all of them take. */
const begin = (parent: Command) => (name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .option('--data <folder>', 'where everything is kept')
    .option('--port <number>', 'the port of the server')
    .option('--json', 'as JSON');

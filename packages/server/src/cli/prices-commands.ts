import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import {
  type AddListOptions,
  type CodesOptions,
  type ImportOptions,
  type IssueOptions,
  type OneListOptions,
  runAddCodes,
  runAddList,
  runGiftCards,
  runImportPrices,
  runIssueCard,
  runPriceLists,
  runPromotions,
  runShowPrices,
} from './prices.ts';
import { commandsOfShop } from './settings.ts';
import type { ShopOptions } from './visit.ts';

/** `bottega prices …`. */
export function describePrices(program: Command, openHouse: OpenHouse): void {
  const prices = program.command('prices').description('price lists, promotions and gift cards of a shop');
  const command = commandsOfShop(prices);
  command('lists', 'the price lists there are').action((options: ShopOptions) => runPriceLists(options, openHouse));
  command('add-list', 'make a price list')
    .requiredOption('--name <words>', 'what the staff calls it')
    .requiredOption('--currency <code>', 'such as EUR')
    .option('--group <id>', 'for customers of this group alone')
    .option('--from <moment>', 'such as 2026-12-01T00:00:00Z')
    .option('--until <moment>', 'such as 2027-01-07T00:00:00Z')
    .action((options: AddListOptions) => runAddList(options, openHouse));
  command('show', 'every price on a list')
    .requiredOption('--list <id>', 'as `bottega prices lists` prints it')
    .action((options: OneListOptions) => runShowPrices(options, openHouse));
  command('import', 'write the prices of a CSV file onto a list')
    .requiredOption('--list <id>', 'as `bottega prices lists` prints it')
    .requiredOption('--file <path>', 'with the columns sku, amount and, where wanted, least_quantity')
    .action((options: ImportOptions) => runImportPrices(options, openHouse));
  command('promotions', 'the promotions there are').action((options: ShopOptions) => runPromotions(options, openHouse));
  command('add-codes', 'add codes to a promotion')
    .requiredOption('--promotion <id>', 'as `bottega prices promotions` prints it')
    .option('--codes <codes>', 'such as SPRING10,HELLO; without it, codes are made by chance')
    .option('--count <number>', 'how many to make by chance, at most 500')
    .option('--prefix <letters>', 'what the made ones begin with')
    .option('--uses <number>', 'orders with each of them')
    .action((options: CodesOptions) => runAddCodes(options, openHouse));
  command('gift-cards', 'the latest gift cards').action((options: ShopOptions) => runGiftCards(options, openHouse));
  command('issue-card', 'issue a gift card; its code is shown this once')
    .requiredOption('--amount <decimal>', 'such as 50.00')
    .requiredOption('--currency <code>', 'such as EUR')
    .option('--note <words>', 'for the staff')
    .option('--until <moment>', 'when it runs out')
    .action((options: IssueOptions) => runIssueCard(options, openHouse));
}

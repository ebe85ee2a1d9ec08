import type { Command } from 'commander';
import {
  type AddCustomerOptions,
  type CustomerGroupsOptions,
  type CustomerOptions,
  type ExportCustomerOptions,
  type GroupOptions,
  type ListCustomersOptions,
  runCustomersAdd,
  runCustomersErase,
  runCustomersExport,
  runCustomersList,
  runCustomersSetGroups,
  runCustomersShow,
  runGroupsAdd,
  runGroupsDelete,
  runGroupsList,
} from './customers.ts';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import type { ShopOptions } from './visit.ts';

const AS_LISTED = 'as `bottega customers list` prints it';

/** `bottega customers …`. */
export function describeCustomers(program: Command, openHouse: OpenHouse): void {
  const customers = program.command('customers').description('who buys in a shop, and the groups that prices are made for');
  const command = commandsOfShop(customers);
  command('list', 'the customers there are, newest first')
    .option('--search <words>', 'a part of the name or of the mail')
    .option('--group <id>', 'only those in that group')
    .option('--limit <number>', 'how many, at most 100', '50')
    .action((options: ListCustomersOptions) => runCustomersList(options, openHouse));
  command('show', 'one customer, with addresses, groups and latest orders')
    .requiredOption('--id <id>', AS_LISTED)
    .action((options: CustomerOptions) => runCustomersShow(options, openHouse));
  command('add', 'write a customer down')
    .requiredOption('--email <address>', 'by which they sign in')
    .option('--name <name>', 'what they are called')
    .option('--language <tag>', 'of mail, such as en or ar')
    .option('--note <words>', 'for the staff')
    .action((options: AddCustomerOptions) => runCustomersAdd(options, openHouse));
  command('export', 'all that the shop keeps of a customer, as JSON')
    .requiredOption('--id <id>', AS_LISTED)
    .option('--to <path>', 'a file to write it to')
    .action((options: ExportCustomerOptions) => runCustomersExport(options, openHouse));
  command('erase', 'take a customer out for good; their orders keep sums and lines')
    .requiredOption('--id <id>', AS_LISTED)
    .action((options: CustomerOptions) => runCustomersErase(options, openHouse));
  command('set-groups', 'say which groups a customer is in')
    .requiredOption('--id <id>', AS_LISTED)
    .requiredOption('--groups <ids>', 'with commas between; an empty text for none')
    .action((options: CustomerGroupsOptions) => runCustomersSetGroups(options, openHouse));
  command('groups', 'the groups there are').action((options: ShopOptions) => runGroupsList(options, openHouse));
  command('add-group', 'make a group')
    .requiredOption('--name <name>', 'what it is called')
    .action((options: Omit<GroupOptions, 'id'>) => runGroupsAdd(options, openHouse));
  command('delete-group', 'take a group away, with the prices that were made for it')
    .requiredOption('--id <id>', 'as `bottega customers groups` prints it')
    .action((options: CustomerOptions) => runGroupsDelete(options, openHouse));
}

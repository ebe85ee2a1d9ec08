import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import {
  type AddStaffOptions,
  runStaffAdd,
  runStaffInvite,
  runStaffList,
  runStaffRemove,
  runStaffRole,
  type StaffOptions,
} from './staff.ts';

/** `bottega staff …`. Without a further word it is `bottega staff add`. */
export function describeStaff(program: Command, openHouse: OpenHouse): void {
  const staff = program.command('staff').description('who works in a shop');
  const command = commandsOfShop(staff);
  const ofSomebody = (name: string, description: string, options = {}) =>
    command(name, description, options).requiredOption('--email <address>', 'whom');
  ofSomebody('add', 'make somebody a member of a shop', { isDefault: true })
    .requiredOption('--name <name>', 'what they are called')
    .option('--role <role>', 'owner, admin, operator or viewer', 'operator')
    .option('--password <words>', 'at least 10 characters; without one they come in by `bottega link`')
    .action((options: AddStaffOptions) => runStaffAdd(options));
  command('list', 'who works here, and who is invited').action((options: StaffOptions) => runStaffList(options, openHouse));
  ofSomebody('invite', 'send somebody a link that makes them a member')
    .option('--role <role>', 'owner, admin, operator or viewer', 'operator')
    .action((options: StaffOptions) => runStaffInvite(options, openHouse));
  ofSomebody('role', 'give a member another role')
    .requiredOption('--role <role>', 'owner, admin, operator or viewer')
    .action((options: StaffOptions) => runStaffRole(options, openHouse));
  ofSomebody('remove', 'take somebody out of a shop').action((options: StaffOptions) => runStaffRemove(options, openHouse));
}

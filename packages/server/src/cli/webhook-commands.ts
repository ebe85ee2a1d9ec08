import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import {
  type AddWebhookOptions,
  type OneWebhookOptions,
  type ReplayOptions,
  runWebhookAdd,
  runWebhookList,
  runWebhookLog,
  runWebhookRemove,
  runWebhookReplay,
  runWebhookSecret,
  runWebhookSwitch,
  runWebhookTest,
} from './webhook.ts';
import type { ShopOptions } from './visit.ts';

/** `bottega webhooks …`. */
export function describeWebhooks(program: Command, openHouse: OpenHouse): void {
  const webhooks = program.command('webhooks').description('the addresses that a shop’s events are told to');
  const command = commandsOfShop(webhooks);
  const one = (name: string, description: string) =>
    command(name, description).requiredOption('--id <id>', 'as `bottega webhooks list` prints it');
  command('list', 'the webhooks there are').action((options: ShopOptions) => runWebhookList(options, openHouse));
  command('add', 'make a webhook; its secret is shown this once')
    .requiredOption('--url <address>', 'where to')
    .option('--events <kinds>', 'such as order.placed,order.paid; without it, all')
    .option('--description <words>', 'what it is for')
    .action((options: AddWebhookOptions) => runWebhookAdd(options, openHouse));
  one('on', 'tell it events again, what was held first').action((options: OneWebhookOptions) => runWebhookSwitch(options, true, openHouse));
  one('off', 'tell it nothing for the time being').action((options: OneWebhookOptions) => runWebhookSwitch(options, false, openHouse));
  one('secret', 'make a new secret; the older one signs for a day more').action((options: OneWebhookOptions) =>
    runWebhookSecret(options, openHouse),
  );
  one('test', 'send a test event').action((options: OneWebhookOptions) => runWebhookTest(options, openHouse));
  one('log', 'what was sent, and what came back').action((options: OneWebhookOptions) => runWebhookLog(options, openHouse));
  one('replay', 'send everything since a moment again')
    .requiredOption('--since <moment>', 'such as 2026-11-20T08:00:00Z')
    .action((options: ReplayOptions) => runWebhookReplay(options, openHouse));
  one('remove', 'delete it with its log').action((options: OneWebhookOptions) => runWebhookRemove(options, openHouse));
}

import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import {
  type ListLaunchesOptions,
  type OneLaunchOptions,
  type RejectOptions,
  runLaunchesList,
  runLaunchesMove,
  runLaunchesReject,
  runLaunchesShow,
} from './launches.ts';

/** `bottega launches …`. */
export function describeLaunches(program: Command, openHouse: OpenHouse): void {
  const launches = program.command('launches').description('the launches of a shop, and what becomes of them');
  const command = commandsOfShop(launches);
  const one = (name: string, description: string) =>
    command(name, description).requiredOption('--id <id>', 'as `bottega launches list` prints it');
  command('list', 'the latest launches')
    .option('--status <status>', 'such as waiting, for those that wait for a yes')
    .option('--limit <number>', 'how many', '20')
    .action((options: ListLaunchesOptions) => runLaunchesList(options, openHouse));
  one('show', 'all about one').action((options: OneLaunchOptions) => runLaunchesShow(options, openHouse));
  one('approve', 'say yes: the product goes on sale, the posts stand on the schedule').action((options: OneLaunchOptions) =>
    runLaunchesMove(options, 'approve', openHouse),
  );
  one('reject', 'say no; what is named is made again, otherwise')
    .requiredOption('--reason <words>', 'why; the writer is told')
    .option('--again <parts>', 'all, story, music, text, or one text such as text:etsy:en; several with commas')
    .action((options: RejectOptions) => runLaunchesReject(options, openHouse));
  one('cancel', 'stop one that is being made').action((options: OneLaunchOptions) => runLaunchesMove(options, 'cancel', openHouse));
  one('resume', 'take one up again that was cancelled or failed').action((options: OneLaunchOptions) =>
    runLaunchesMove(options, 'resume', openHouse),
  );
}

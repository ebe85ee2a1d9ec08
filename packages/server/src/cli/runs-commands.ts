import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';
import {
  type ListRunsOptions,
  type OneRunOptions,
  type RerunOptions,
  runRunsChange,
  runRunsList,
  runRunsRerun,
  runRunsShow,
} from './runs.ts';

/** `bottega runs …`. */
export function describeRuns(program: Command, openHouse: OpenHouse): void {
  const runs = program.command('runs').description('the runs of a shop’s workflows');
  const command = commandsOfShop(runs);
  const one = (name: string, description: string) =>
    command(name, description).requiredOption('--id <id>', 'as `bottega runs list` prints it');
  command('list', 'the latest runs')
    .option('--state <state>', 'queued, running, done, failed or cancelled')
    .option('--limit <number>', 'how many', '20')
    .action((options: ListRunsOptions) => runRunsList(options, openHouse));
  one('show', 'its steps and its log').action((options: OneRunOptions) => runRunsShow(options, openHouse));
  one('cancel', 'end it where it stands').action((options: OneRunOptions) => runRunsChange(options, 'cancel', openHouse));
  one('resume', 'let one that was cancelled or has failed go on').action((options: OneRunOptions) =>
    runRunsChange(options, 'resume', openHouse),
  );
  one('rerun', 'run one that has ended again from a step on')
    .requiredOption('--from <step>', 'the step, as `bottega runs show` names it')
    .action((options: RerunOptions) => runRunsRerun(options, openHouse));
}

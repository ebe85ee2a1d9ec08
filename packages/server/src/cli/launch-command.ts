import type { Command } from 'commander';
import type { OpenHouse } from './house.ts';
import { type LaunchOptions, runLaunch } from './launch.ts';
import { commandOnHouse } from './settings.ts';

/** `bottega launch`. */
export function describeLaunch(program: Command, openHouse: OpenHouse): void {
  commandOnHouse(program, 'launch', 'put a product on sale from its photo, with copy, films and publishing kits')
    .argument('<photo...>', 'JPEG, PNG, WebP or AVIF; the main one first')
    .requiredOption('--shop <slug>', 'whose product it is')
    .requiredOption('--name <name>', 'what it is called')
    .requiredOption('--price <amount>', 'such as 48.00')
    .requiredOption('--currency <code>', 'such as EUR')
    .option('--notes <words>', 'what there is to say about it, such as "hand-turned, oiled, 24 cm"')
    .option('--languages <codes>', 'such as en,ar; the first is spoken in the film')
    .option('--seconds <number>', 'length of the film', '30')
    .option('--stock <number>', 'how many there are to sell', '10')
    .option('--seed <number>', 'the same seed writes the same texts')
    .option('--review', 'wait for a person’s yes before anything is on sale')
    .option('--json', 'print one JSON object at the end')
    .action((photos: string[], options: LaunchOptions) => runLaunch(photos, options, openHouse));
}

import type { Command } from 'commander';
import { runConfigShow, runConfigValidate } from './config.ts';

/** `bottega config …`. */
export function describeConfig(program: Command): void {
  const config = program.command('config').description('the configuration and where it comes from');
  config
    .command('show')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => runConfigShow(options));
  config
    .command('validate')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => runConfigValidate(options));
}

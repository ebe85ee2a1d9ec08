import type { Command, CommandOptions } from 'commander';
import { type Config, createLog, loadConfig, type Logger } from '#platform';

/** Options that every command takes. */
export type CommonOptions = { readonly port?: string; readonly host?: string; readonly data?: string; readonly role?: string };

/** The configuration of this command, and a log that stays out of the terminal's way. */
export function openSettings(options: CommonOptions, target: 'file' | 'stderr' = 'file'): { config: Config; log: Logger } {
  const { config, notices } = loadConfig({ flags: pick(options), env: process.env, cwd: process.cwd() });
  for (const notice of notices) process.stderr.write(`${notice}\n`);
  return { config, log: createLog(config, target) };
}

const pick = ({ port, host, data, role }: CommonOptions): CommonOptions => ({
  ...(port === undefined ? {} : { port }),
  ...(host === undefined ? {} : { host }),
  ...(data === undefined ? {} : { data }),
  ...(role === undefined ? {} : { role }),
});

/** A command that opens the house, or finds the one that runs. */
export const commandOnHouse = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--port <number>', 'the port to listen on')
    .option('--host <address>', 'the address to listen on')
    .option('--data <folder>', 'where everything is kept');

/** Commands below `parent` about one shop, which ask the server that runs or one that is opened for them. */
export const commandsOfShop =
  (parent: Command) =>
  (name: string, description: string, options: CommandOptions = {}): Command =>
    parent
      .command(name, options)
      .description(description)
      .requiredOption('--shop <slug>', 'of which shop')
      .option('--data <folder>', 'where everything is kept')
      .option('--port <number>', 'the port of the server')
      .option('--host <address>', 'the address of the server')
      .option('--json', 'as JSON');

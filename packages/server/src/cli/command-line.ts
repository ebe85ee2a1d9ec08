import { Command, CommanderError } from 'commander';
import { BottegaError, ERRORS, toBottegaError, toCliText, toProblemJson } from '#platform';
import { runConfigShow, runConfigValidate } from './config.ts';
import { runDoctor } from './doctor.ts';
import { runFeedback } from './feedback.ts';
import { describeFiles } from './files-commands.ts';
import type { OpenHouse } from './house.ts';
import { type LaunchOptions, runLaunch } from './launch.ts';
import { describeLaunches } from './launches-commands.ts';
import { runLink } from './link.ts';
import { type PluginOptions, runPluginAdd, runPluginList, runPluginNew, runPluginRollout } from './plugin.ts';
import { runSecretsForget, runSecretsRotate, runSecretsStatus, type SecretsOptions } from './secrets.ts';
import { describeRuns } from './runs-commands.ts';
import { runServe } from './serve.ts';
import type { CommonOptions } from './settings.ts';
import { describeShop } from './shop-commands.ts';
import { runShops } from './shops.ts';
import { describeAudit } from './audit-commands.ts';
import { describeKeys } from './key-commands.ts';
import { describeStaff } from './staff-commands.ts';
import { runStart } from './start.ts';
import { describeWebhooks } from './webhook-commands.ts';

/** Reads the command line and runs its command. Exit codes: 0 done, 1 failed, 2 the input was not right. */
export async function runCommandLine(words: readonly string[], openHouse: OpenHouse): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const program = describeCommands(openHouse);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    const json = words.includes('--json');
    if (!(error instanceof CommanderError)) report(error, json);
    else if (error.exitCode !== 0) reportUsage(error, json);
  }
}

function report(error: unknown, json: boolean): void {
  const known = toBottegaError(error);
  if (json) process.stdout.write(`${JSON.stringify({ ...toProblemJson(known, String(process.pid)), detail: known.message })}\n`);
  else process.stderr.write(`${toCliText(known)}\n`);
  if (known.code === 'internal' && process.env.DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = ERRORS[known.code].exit;
}

/** Commander has said already, on standard error, what was wrong; who asked for JSON gets that too. */
function reportUsage(error: CommanderError, json: boolean): void {
  if (json) report(new BottegaError('invalid_input', error.message.replace(/^error: /, ''), { cause: error }), json);
  process.exitCode = 2;
}

/** Every command there is. */
export function describeCommands(openHouse: OpenHouse): Command {
  const program = new Command('bottega')
    .description('From one product photo to a shop, its copy, its films and its posts.')
    .exitOverride()
    .showHelpAfterError('Run `bottega --help` to see every command.');
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--port <number>', 'the port to listen on')
      .option('--host <address>', 'the address to listen on')
      .option('--data <folder>', 'where everything is kept');

  command('start', 'serve, make the demo shop, and launch the sample product').action((options: CommonOptions) =>
    runStart(options, openHouse),
  );
  command('serve', 'serve, and nothing else')
    .option('--role <role>', 'all, api or worker')
    .action((options: CommonOptions) => runServe(options, openHouse));
  command('launch', 'put a product on sale from its photo, with copy, films and publishing kits')
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
  command('shops', 'list the shops')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runShops(options));
  command('link', 'make a one-time sign-in link')
    .option('--email <address>', 'for whom', 'caterina@fornace.example')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { email: string; json?: boolean }) => runLink(options));
  describeShop(program, openHouse);
  describeAudit(program, openHouse);
  describeStaff(program, openHouse);
  describeKeys(program, openHouse);
  describeWebhooks(program, openHouse);
  describeLaunches(program, openHouse);
  describeRuns(program, openHouse);
  describeFiles(program, openHouse);
  command('doctor', 'say what is well and what is not')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runDoctor(options));
  command('feedback', 'what members told you, newest first')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runFeedback(options));
  const plugin = program.command('plugin').description('plugins: those there are, and how to get more');
  const pluginCommand = (usage: string, description: string) =>
    plugin.command(usage).description(description).option('--data <folder>', 'where everything is kept').option('--json', 'as JSON');
  pluginCommand('list', 'list the plugins, and whether each comes up').action((options: PluginOptions) => runPluginList(options));
  pluginCommand('add <package>', 'install a package, a tarball or a folder into the project').action(runPluginAdd);
  pluginCommand('new <name>', 'begin a plugin in a folder of its own').action(runPluginNew);
  pluginCommand('rollout <plugin> <percent>', 'turn a plugin on in a share of the shops that have not decided').action(runPluginRollout);
  const secrets = program.command('secrets').description('the keys that secrets are sealed with');
  const secretsCommand = (name: string, description: string, run: (options: SecretsOptions) => Promise<void>) =>
    secrets
      .command(name)
      .description(description)
      .option('--data <folder>', 'where everything is kept')
      .option('--json', 'as JSON')
      .action(run);
  secretsCommand('status', 'where the keys come from, and how much is sealed with each', runSecretsStatus);
  secretsCommand('rotate', 'make a new key, and put everything under it', runSecretsRotate);
  secretsCommand('forget', 'take out the older keys, once nothing is under them', runSecretsForget);
  const config = program.command('config').description('the configuration and where it comes from');
  config
    .command('show')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => runConfigShow(options));
  config
    .command('validate')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => runConfigValidate(options));
  return program;
}

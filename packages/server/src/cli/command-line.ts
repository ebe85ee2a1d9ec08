import { Command, CommanderError } from 'commander';
import { BottegaError, ERRORS, toBottegaError, toCliText, toProblemJson } from '#platform';
import { runConfigShow, runConfigValidate } from './config.ts';
import { runDoctor } from './doctor.ts';
import type { OpenHouse } from './house.ts';
import { type LaunchOptions, runLaunch } from './launch.ts';
import { runLink } from './link.ts';
import { runServe } from './serve.ts';
import type { CommonOptions } from './settings.ts';
import { runShop, type ShopOptions } from './shop.ts';
import { runShops } from './shops.ts';
import { runStaff, type StaffOptions } from './staff.ts';
import { runStart } from './start.ts';

/** Reads the command line and runs its command. Exit codes: 0 done, 1 failed, 2 the input was not right. */
export async function runCommandLine(words: readonly string[], openHouse: OpenHouse): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const program = describe(openHouse);
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

function describe(openHouse: OpenHouse): Command {
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
  command('serve', 'serve, and nothing else').action((options: CommonOptions) => runServe(options, openHouse));
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
    .option('--json', 'print one JSON object at the end')
    .action((photos: string[], options: LaunchOptions) => runLaunch(photos, options, openHouse));
  command('shops', 'list the shops')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runShops(options));
  command('link', 'make a one-time sign-in link')
    .option('--email <address>', 'for whom', 'caterina@fornace.example')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { email: string; json?: boolean }) => runLink(options));
  command('shop', 'make a shop')
    .requiredOption('--slug <slug>', 'its name in addresses, such as fornace')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--currency <code>', 'what it sells in, such as EUR')
    .requiredOption('--country <code>', 'where it is, such as IT')
    .option('--tax <percent>', 'the tax inside its prices, such as 22', '0')
    .option('--shipping <amount>', 'flat shipping for each order, such as 8.90', '0')
    .option('--language <code>', 'the language of its pages', 'en')
    .option('--time-zone <zone>', 'for its schedules, such as Europe/Rome', 'UTC')
    .option('--about <words>', 'what it is')
    .option('--transfer-to <words>', 'where a bank transfer goes: holder and IBAN')
    .option('--json', 'as JSON')
    .action((options: ShopOptions) => runShop(options));
  command('staff', 'make somebody a member of a shop')
    .requiredOption('--shop <slug>', 'of which shop')
    .requiredOption('--email <address>', 'whom')
    .requiredOption('--name <name>', 'what they are called')
    .option('--role <role>', 'owner, admin, operator or viewer', 'operator')
    .option('--password <words>', 'at least 10 characters; without one they come in by `bottega link`')
    .option('--json', 'as JSON')
    .action((options: StaffOptions) => runStaff(options));
  command('doctor', 'say what is well and what is not')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runDoctor(options));
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

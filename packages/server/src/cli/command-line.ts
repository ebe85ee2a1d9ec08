import { Command, CommanderError } from 'commander';
import { BottegaError, ERRORS, toBottegaError, toCliText, toProblemJson } from '#platform';
import { describeConfig } from './config-commands.ts';
import { describeCustomers } from './customers-commands.ts';
import { runDoctor } from './doctor.ts';
import { runFeedback } from './feedback.ts';
import { describeFiles } from './files-commands.ts';
import type { BundledPlugins, OpenHouse } from './house.ts';
import { describeLaunch } from './launch-command.ts';
import { describeLaunches } from './launches-commands.ts';
import { runLink } from './link.ts';
import { describePayments } from './payments-commands.ts';
import { describeOrders } from './orders-commands.ts';
import { describePeople } from './people-commands.ts';
import { describePlugins } from './plugin-commands.ts';
import { describePrices } from './prices-commands.ts';
import { describeProducts } from './products-commands.ts';
import { describeSecrets } from './secrets-commands.ts';
import { describeRuns } from './runs-commands.ts';
import { runServe } from './serve.ts';
import type { CommonOptions } from './settings.ts';
import { describeShop } from './shop-commands.ts';
import { runShops } from './shops.ts';
import { describeAudit } from './audit-commands.ts';
import { describeKeys } from './key-commands.ts';
import { describeStaff } from './staff-commands.ts';
import { commandOnHouse } from './settings.ts';
import { runStart } from './start.ts';
import { describeStock } from './stock-commands.ts';
import { readVersion } from './version.ts';
import { describeWebhooks } from './webhook-commands.ts';

/** Reads the command line and runs its command. Exit codes: 0 done, 1 failed, 2 the input was not right. */
export async function runCommandLine(words: readonly string[], openHouse: OpenHouse, bundled: BundledPlugins): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const program = describeCommands(openHouse, bundled);
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
export function describeCommands(openHouse: OpenHouse, bundled: BundledPlugins = async () => []): Command {
  const program = new Command('bottega')
    .description('From one product photo to a shop, its copy, its films and its posts.')
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('Run `bottega --help` to see every command.');
  const command = (name: string, description: string) => commandOnHouse(program, name, description);

  command('start', 'serve, make the demo shop, and launch the sample product').action((options: CommonOptions) =>
    runStart(options, openHouse),
  );
  command('serve', 'serve, and nothing else')
    .option('--role <role>', 'all, api or worker')
    .action((options: CommonOptions) => runServe(options, openHouse));
  describeLaunch(program, openHouse);
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
  describeOrders(program, openHouse);
  describeCustomers(program, openHouse);
  describeStock(program, openHouse);
  describePrices(program, openHouse);
  describeWebhooks(program, openHouse);
  describePayments(program, openHouse);
  describeLaunches(program, openHouse);
  describeProducts(program, openHouse);
  describeRuns(program, openHouse);
  describeFiles(program, openHouse);
  command('doctor', 'say what is well and what is not')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runDoctor(options, bundled));
  command('feedback', 'what members told you, newest first')
    .option('--json', 'as JSON')
    .action((options: CommonOptions & { json?: boolean }) => runFeedback(options));
  describePeople(program);
  describePlugins(program, bundled);
  describeSecrets(program);
  describeConfig(program);
  return program;
}

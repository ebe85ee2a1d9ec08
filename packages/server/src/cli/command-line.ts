import type { Command } from 'commander';
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
import { createProgram } from './program.ts';
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
import { describeWebhooks } from './webhook-commands.ts';

/** Every command there is. */
export function describeCommands(openHouse: OpenHouse, bundled: BundledPlugins = async () => []): Command {
  const program = createProgram();
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

import type { Command } from 'commander';
import { runAuditVerify, type VerifyAuditOptions } from './audit.ts';
import type { OpenHouse } from './house.ts';

/** `bottega audit …`. */
export function describeAudit(program: Command, openHouse: OpenHouse): void {
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('read it against its chain of hashes, and name every row that is not as it was')
    .option('--shop <slug>', 'of which shop; without it, of all')
    .option('--head <sequence:hash>', 'an end of the chain that was noted down before: it must still be there')
    .option('--data <folder>', 'where everything is kept')
    .option('--port <number>', 'the port of the server')
    .option('--host <address>', 'the address of the server')
    .option('--json', 'as JSON')
    .action((options: VerifyAuditOptions) => runAuditVerify(options, openHouse));
}

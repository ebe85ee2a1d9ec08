import { Command, CommanderError } from 'commander';
import { BottegaError, ERRORS, toBottegaError, toCliText, toProblemJson } from '#errors';
import { readVersion } from './version.ts';

/** `bottega`, without a command yet. */
export const createProgram = (): Command =>
  new Command('bottega')
    .description('From one product photo to a shop, its copy, its films and its posts.')
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('Run `bottega --help` to see every command.');

/** Reads the command line and runs its command. Exit codes: 0 done, 1 failed, 2 the input was not right. */
export async function runProgram(program: Command, words: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
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

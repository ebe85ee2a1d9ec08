import path from 'node:path';
import pino, { type LogFn, type Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { reportError } from './error-reports.ts';
import { redact, redactLine } from './redact.ts';
import { scopeIds } from './scope.ts';

export type { Logger };

/** Where the log goes: a file in the data folder while the terminal shows progress, else standard error. */
export type LogTarget = 'file' | 'stderr';

export const logFile = (data: string): string => path.join(data, 'bottega.log');

/**
 * The program's log: one JSON object a line. Every line has the ids of the work in which it was written (`requestId`, `trace`, `shop`,
 * `user`, `workflow`), by `child` or from the scope. Secrets and e-mail addresses are struck out by name. What is logged as an error is
 * reported, where there is an address for reports.
 */
export function createLog(config: Pick<Config, 'logLevel' | 'data'>, target: LogTarget): Logger {
  return createLogTo(target === 'file' ? { dest: logFile(config.data), mkdir: true, mode: 0o600 } : { dest: 2 }, config.logLevel);
}

/** A log to a file or descriptor. Written at once, so that the last words before a crash are there. */
export function createLogTo(where: { dest: string | number; mkdir?: boolean; mode?: number }, level: Config['logLevel']): Logger {
  const destination = pino.destination({ ...where, sync: true });
  let told = false;
  destination.on('error', (error: Error) => {
    // A log that cannot be written (a full disk) must not end the program; it says so once.
    if (!told) process.stderr.write(`The log cannot be written: ${error.message}\n`);
    told = true;
  });
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (entry) => redact(entry) as Record<string, unknown>,
      },
      mixin: (_, __, logger) => unboundIds(logger),
      serializers: { err: serializeError },
      hooks: { streamWrite: redactLine, logMethod: reportErrors },
    },
    destination,
  );
}

/** The ids of the present work without those that a child logger writes already. */
function unboundIds(logger: object): Record<string, string> {
  const bound = (logger as Record<symbol, string>)[pino.symbols.chindingsSym] ?? '';
  return Object.fromEntries(Object.entries(scopeIds()).filter(([name]) => !bound.includes(`"${name}":`)));
}

const ERROR_LEVEL = 50;

function reportErrors(this: Logger, words: Parameters<LogFn>, write: LogFn, level: number): void {
  const [told, message] = words as [{ err?: unknown } | string | undefined, string | undefined];
  if (level >= ERROR_LEVEL && typeof told === 'object' && told.err instanceof Error) reportError(told.err, message ?? '');
  write.apply(this, words);
}

/** Without the connection that errors of PostgreSQL carry along: it is long, and holds more than the log should know. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { client: _, ...told } = pino.stdSerializers.errWithCause(error) as unknown as Record<string, unknown>;
  return redact(told);
}

import path from 'node:path';
import pino, { type Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { redact, redactLine } from './redact.ts';

export type { Logger };

/** Where the log goes: a file in the data folder while the terminal shows progress, else standard error. */
export type LogTarget = 'file' | 'stderr';

export const logFile = (data: string): string => path.join(data, 'bottega.log');

/**
 * The program's log: one JSON object a line. Ids (`requestId`, `shop`, `workflow`) are bound by `child`; secrets and e-mail addresses are
 * struck out by name.
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
      serializers: { err: serializeError },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
}

/** Without the connection that errors of PostgreSQL carry along: it is long, and holds more than the log should know. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { client: _, ...told } = pino.stdSerializers.errWithCause(error) as unknown as Record<string, unknown>;
  return redact(told);
}

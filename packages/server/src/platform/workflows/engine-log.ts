import type { DLogger } from '@dbos-inc/dbos-sdk';
import type { Logger } from 'pino';

export type EngineLog = DLogger;

/** What the engine says, in our log. What it calls information is detail to us. */
export function createEngineLog(log: Logger): EngineLog {
  const say = (level: 'debug' | 'warn' | 'error') => (message: unknown) => log[level]({ engine: 'dbos' }, String(message));
  return { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('error') };
}

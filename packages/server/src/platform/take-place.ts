import type { Config } from './config/config.ts';
import { joinServer } from './join-server.ts';
import { lockDataFolder } from './run-file.ts';

/** What a process is on its data folder, until it releases it. */
export type Place = {
  /** True beside a server whose embedded PostgreSQL it shares. */
  readonly isGuest: boolean;
  /** Resolves when the server beside which it works has ended; never for any other process. */
  readonly hostEnded: Promise<void>;
  /** Says where a server listens. */
  announce(where: { url: string; token: string }): Promise<void>;
  /** Says that a server is about to end, so that its guests end first. */
  announceEnd(): Promise<void>;
  release(): Promise<void>;
};

const NEVER = new Promise<never>(() => undefined);
const nothing = async (): Promise<void> => undefined;

/**
 * Takes the place that the role asks for. With the embedded PostgreSQL there is one server on a data folder, and workers join it. On a
 * PostgreSQL of your own there may be any number of each; the first server on a folder is the one that commands find.
 * @throws BottegaError already_running, server_away
 */
export async function takePlace({ role, data, databaseUrl }: Config): Promise<Place> {
  const isShared = databaseUrl !== undefined;
  if (role === 'worker') {
    if (isShared) return { isGuest: false, hostEnded: NEVER, announce: nothing, announceEnd: nothing, release: nothing };
    const beside = await joinServer(data);
    return { isGuest: true, hostEnded: beside.ended, announce: nothing, announceEnd: nothing, release: async () => beside.leave() };
  }
  const lock = await lockDataFolder(data, { isShared });
  return { isGuest: false, hostEnded: NEVER, ...lock };
}

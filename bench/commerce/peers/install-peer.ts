import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../packages/server/src/platform/database/embedded-postgres.ts';
import { countTables } from '../parts/count-tables.ts';
import { type OwnServer, startProgram } from '../parts/load.ts';
import { openFolder } from './contestant.ts';

/** Kept between runs: a peer is up to 800 MB and takes minutes to install. */
const KEPT = path.join(tmpdir(), `bottega-bench-peers-${userInfo().username}`);
const [INSTALL_MS, SEED_MS] = [10 * 60_000, 10 * 60_000];

export type Peer = {
  readonly packages: Readonly<Record<string, string>>;
  /** Versions of what the packages need, where the newest of them cannot be had everywhere. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** The folder beside this file with its programs; each finds what was installed when it stands in the peer's own folder. */
  readonly programs: string;
  /** What its programs find in their environment. */
  readonly environment: (database: EmbeddedPostgres['admin']) => Readonly<Record<string, string>>;
  /** What fills its database, one after the other. */
  readonly seeding: readonly (readonly string[])[];
};

/** A peer that runs: its folder with the programs, its server, and the folder of its PostgreSQL. */
export type Running = { readonly home: string; readonly server: OwnServer; readonly folder: string; close(): Promise<void> };

/**
 * Installs a peer where it is not yet, gives it a database of its own, fills that and starts the peer. Scripts of packages do not run.
 * @throws Error when it cannot be installed, filled or started
 */
export async function runPeer(peer: Peer): Promise<Running> {
  const home = await install(peer);
  const { folder, remove } = await openFolder(peer.programs);
  await chmod(folder, 0o711); // PostgreSQL, which does not run as root, then lives inside and goes with it
  const closing: (() => Promise<unknown>)[] = [remove];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const database = await startEmbeddedPostgres(folder);
    closing.push(() => database.stop());
    const env = { ...process.env, NODE_ENV: 'production', ...peer.environment(database.admin) };
    for (const words of peer.seeding) await run(process.execPath, ['--no-warnings', ...words], { cwd: home, env, timeout: SEED_MS });
    await countTables(folder);
    const server = await startProgram([path.join(home, 'serve.mjs')], { cwd: home, env });
    closing.push(() => server.close());
    return { home, server, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function install({ packages, overrides = {}, programs }: Peer): Promise<string> {
  const home = path.join(KEPT, programs);
  await mkdir(home, { recursive: true, mode: 0o700 });
  await cp(path.join(import.meta.dirname, programs), home, { recursive: true });
  const wanted = JSON.stringify({ private: true, type: 'module', dependencies: packages, overrides });
  const stamp = path.join(home, 'installed.json');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return home;
  await writeFile(path.join(home, 'package.json'), wanted);
  const words = ['install', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', words, { cwd: home, timeout: INSTALL_MS });
  await writeFile(stamp, wanted);
  return home;
}

async function run(command: string, words: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv; timeout: number }) {
  await promisify(execFile)(command, words, { ...options, maxBuffer: 64 * 1024 * 1024 });
}

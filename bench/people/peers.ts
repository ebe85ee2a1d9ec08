import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** Whom we are measured against, at fixed versions. They are installed for a run and are no dependency of ours. */
const PEERS = {
  '@faker-js/faker': '10.6.0',
  '@duckdb/node-api': '1.5.6-r.1',
  'hyparquet-writer': '0.17.0',
  'apache-arrow': '21.2.0',
  'parquet-wasm': '0.8.0',
} as const;
export type Peer = keyof typeof PEERS;

const INSTALL_MS = 5 * 60_000;

/** Installs the peers into a folder of their own. Answers a way to load one; what could not be installed loads as nothing. */
export async function installPeers(folder: string): Promise<(peer: Peer, file?: string) => Promise<unknown>> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  for (const [name, version] of Object.entries(PEERS)) await install(folder, `${name}@${version}`);
  const load = createRequire(path.join(folder, 'package.json'));
  return async (peer, file = '') => {
    try {
      return await import(pathToFileURL(load.resolve(`${peer}${file}`)).href);
    } catch {
      return undefined;
    }
  };
}

async function install(folder: string, what: string): Promise<void> {
  const words = ['install', '--save-exact', '--no-audit', '--no-fund', '--ignore-scripts', what];
  await promisify(execFile)('npm', words, { cwd: folder, timeout: INSTALL_MS }).catch((error: Error) => {
    console.error(`${what} could not be installed, so what it is compared in is left out: ${error.message.split('\n')[0]}`);
  });
}

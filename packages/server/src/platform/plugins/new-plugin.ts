import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BottegaError } from '../errors/bottega-error.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
const SKELETON = path.join(ROOT, 'examples/plugin-word-watch');
const CONTRACTS = path.join(ROOT, 'packages/contracts');

/**
 * Begins a plugin: a folder `bottega-plugin-<name>` that works, with a sandbox and tests of its own.
 * @returns the folder. @throws BottegaError invalid_input for a name that cannot be, conflict when the folder is there.
 */
export async function newPlugin({ name, cwd }: { name: string; cwd: string }): Promise<string> {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name)) {
    throw new BottegaError('invalid_input', `A plugin is named in small letters with hyphens between, such as my-voice; not "${name}".`);
  }
  const folder = path.join(cwd, `bottega-plugin-${name}`);
  if (existsSync(folder)) throw new BottegaError('conflict', `${folder} is there already.`);
  await cp(SKELETON, folder, { recursive: true, filter: (file) => !/\/(dist|node_modules|README\.md)$|\.tgz$/.test(file) });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      await rename(await fill(path.join(entry.parentPath, entry.name), name), renamed(entry.parentPath, entry.name, name));
  }
  await addContracts(path.join(folder, 'package.json'));
  return folder;
}

const renamed = (folder: string, file: string, name: string): string => path.join(folder, file.replace('word-watch', name));

/** The example's name, however it is written, becomes the new one. */
async function fill(file: string, name: string): Promise<string> {
  const words = name.split('-');
  const title = words.map((word) => word[0]?.toUpperCase() + word.slice(1));
  const text = (await readFile(file, 'utf8'))
    .replaceAll('word-watch', name)
    .replaceAll('Word Watch', title.join(' '))
    .replaceAll('WordWatch', title.join(''))
    .replaceAll('wordWatch', (words[0] ?? '') + title.slice(1).join(''));
  await writeFile(file, text);
  return file;
}

/** Types and tests of the author come from the contracts of this installation; at run time the server gives its own. */
async function addContracts(file: string): Promise<void> {
  const description = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const own = { ...description, description: 'A plugin of Bottega.', devDependencies: { '@bottega/contracts': `file:${CONTRACTS}` } };
  await writeFile(file, `${JSON.stringify(own, null, 2)}\n`);
}

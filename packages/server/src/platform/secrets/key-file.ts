import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type KeySource, readKeys } from './key-source.ts';
import { type MasterKey, newMasterKeyText } from './master-key.ts';

export const keyFile = (data: string): string => path.join(data, 'secret.keys');

const HEADING = '# Bottega seals secrets with these keys, the newest first. Keep a copy apart from the database; show it to nobody.';

/** The file in the data folder, made at the first start. Only its owner may read it. */
export function keyFileSource(data: string): KeySource {
  const file = keyFile(data);
  let read: { readonly mark: string; readonly keys: readonly MasterKey[] } | undefined;
  const loadNow = () => {
    const { ino, mtimeMs } = statSync(file);
    const mark = `${ino} ${mtimeMs}`;
    if (read?.mark !== mark) read = { mark, keys: readKeys(file, readFileSync(file, 'utf8')) };
    return read.keys;
  };
  return {
    where: file,
    loadNow,
    weakness: () => (isOpen(file) ? `Others may read ${file}: take that from them with \`chmod 600\`.` : undefined),
    async load() {
      await makeKeyFile(file);
      return loadNow();
    },
  };
}

/** Windows has no such rights. */
const isOpen = (file: string): boolean => process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;

/** Adds a new key before those there are. */
export async function addKeyToFile(data: string): Promise<void> {
  const file = keyFile(data);
  await makeKeyFile(file);
  await writeKeys(file, [newMasterKeyText(), ...(await keyLines(file))]);
}

/** Takes these keys out of the file. */
export async function removeKeysFromFile(data: string, ids: readonly string[]): Promise<void> {
  const file = keyFile(data);
  const lines = await keyLines(file);
  await writeKeys(
    file,
    lines.filter((line) => !ids.includes(readKeys(file, line)[0]?.id ?? '')),
  );
}

async function keyLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** A link appears whole or not at all: of two processes that start together one makes the key, and both read it. */
async function makeKeyFile(file: string): Promise<void> {
  if (statSync(file, { throwIfNoEntry: false })) return;
  await mkdir(path.dirname(file), { recursive: true });
  const draft = await writeDraft(file, [newMasterKeyText()]);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeKeys(file: string, lines: readonly string[]): Promise<void> {
  await rename(await writeDraft(file, lines), file);
}

/** On disk before it takes the place of the old one: a key that a crash loses takes everything sealed with it along. */
async function writeDraft(file: string, lines: readonly string[]): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${[HEADING, ...lines].join('\n')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

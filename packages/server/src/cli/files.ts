import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { BottegaError, type FileUsage, hashFile, type LibraryFile, type UploadTicket } from '#platform';
import type { ApiClient } from './api-client.ts';
import type { OpenHouse } from './house.ts';
import { type CommonOptions, openSettings } from './settings.ts';
import { printAnswer } from './terminal.ts';
import { withServer } from './visit.ts';

export type FilesOptions = CommonOptions & { readonly shop: string; readonly json?: boolean };
export type ListFilesOptions = FilesOptions & {
  readonly search?: string;
  readonly kind?: string;
  readonly unused?: boolean;
  readonly limit: string;
};
export type GetFileOptions = FilesOptions & { readonly id: string; readonly to: string };

const withClient = <T>(options: FilesOptions, openHouse: OpenHouse, work: (client: ApiClient) => Promise<T>): Promise<T> =>
  withServer({ ...openSettings(options), openHouse }, work);

/** `bottega files list`. */
export async function runFilesList(options: ListFilesOptions, openHouse: OpenHouse): Promise<void> {
  const { search, kind, unused, limit } = options;
  const query = new URLSearchParams({
    limit,
    ...(search ? { search } : {}),
    ...(kind ? { kind } : {}),
    ...(unused ? { unused: '1' } : {}),
  });
  const { items } = await withClient(options, openHouse, (client) =>
    client.ask<{ items: LibraryFile[] }>(options.shop, { method: 'GET', path: `/api/v1/files?${query}` }),
  );
  printAnswer(options, items, items.map(describe).join('\n') || 'There is no such file.');
}

/** `bottega files add`: each file is announced, sent to the address that is given for it, and confirmed. */
export async function runFilesAdd(paths: readonly string[], options: FilesOptions, openHouse: OpenHouse): Promise<void> {
  const announced = await Promise.all(paths.map(announce));
  const added = await withClient(options, openHouse, async (client) => {
    const files: LibraryFile[] = [];
    for (const { file, ...body } of announced) {
      const at = '/api/v1/files/uploads';
      const ticket = await client.ask<UploadTicket>(options.shop, { method: 'POST', path: at, body });
      await client.sendFile(options.shop, ticket, file);
      files.push(await client.ask<LibraryFile>(options.shop, { method: 'POST', path: `${at}/${ticket.uploadId}/confirm` }));
    }
    return files;
  });
  printAnswer(options, added, added.map(describe).join('\n'));
}

/** `bottega files get`: by a signed address, straight from the storage where it can be reached. */
export async function runFilesGet(options: GetFileOptions, openHouse: OpenHouse): Promise<void> {
  const target = path.resolve(options.to);
  await withClient(options, openHouse, async (client) => {
    const at = `/api/v1/files/${encodeURIComponent(options.id)}/address`;
    const { url } = await client.ask<{ url: string }>(options.shop, { method: 'GET', path: at });
    const body = await client.readSigned(options.shop, url);
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(target)).catch(async (error: unknown) => {
      await rm(target, { force: true });
      throw error;
    });
  });
  const { size } = await stat(target);
  printAnswer(options, { path: target, bytes: size }, `${target} (${inMegabytes(size)})`);
}

/** `bottega files delete`. */
export async function runFilesDelete(options: FilesOptions & { id: string }, openHouse: OpenHouse): Promise<void> {
  const at = `/api/v1/files/${encodeURIComponent(options.id)}`;
  await withClient(options, openHouse, (client) => client.ask<void>(options.shop, { method: 'DELETE', path: at }));
  printAnswer(options, { id: options.id, deleted: true }, 'It is deleted.');
}

/** `bottega files usage`. */
export async function runFilesUsage(options: FilesOptions, openHouse: OpenHouse): Promise<void> {
  const usage = await withClient(options, openHouse, (client) =>
    client.ask<FileUsage>(options.shop, { method: 'GET', path: '/api/v1/files/usage' }),
  );
  const { bytes, files, most } = usage;
  printAnswer(options, usage, `${inMegabytes(bytes)} of ${inMegabytes(most.bytes)}, ${files} files of ${most.files}`);
}

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.mp4': 'video/mp4',
  '.wav': 'audio/wav',
};

/** What is said of a file before it is sent; its bytes are judged by the server. */
async function announce(file: string) {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new BottegaError('not_found', `There is no file ${file}.`, { cause: error });
  });
  const mediaType = TYPES[path.extname(file).toLowerCase()];
  if (!found.isFile() || mediaType === undefined) {
    throw new BottegaError('unsupported_file', `${file} is none of ${Object.keys(TYPES).join(', ')}.`);
  }
  return { file, name: path.basename(file), bytes: found.size, sha256: await hashFile(file), mediaType };
}

const describe = ({ id, name, kind, bytes, uses }: LibraryFile): string =>
  `${id}  ${kind.padEnd(8)} ${inMegabytes(bytes).padStart(9)}  used ${uses}×  ${name || '(no name)'}`;

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

import type { Command } from 'commander';
import {
  type FilesOptions,
  type GetFileOptions,
  type ListFilesOptions,
  runFilesAdd,
  runFilesDelete,
  runFilesGet,
  runFilesList,
  runFilesUsage,
} from './files.ts';
import type { OpenHouse } from './house.ts';
import { commandsOfShop } from './settings.ts';

/** `bottega files …`. */
export function describeFiles(program: Command, openHouse: OpenHouse): void {
  const files = program.command('files').description('the library of a shop: photos, films, sounds, captions, kits');
  const command = commandsOfShop(files);
  command('list', 'the files there are, newest first')
    .option('--search <words>', 'a part of the name')
    .option('--kind <kind>', 'picture, film, sound, captions or kit')
    .option('--unused', 'only what nothing uses')
    .option('--limit <number>', 'how many, at most 100', '50')
    .action((options: ListFilesOptions) => runFilesList(options, openHouse));
  command('add', 'put files into the library')
    .argument('<file...>', 'JPEG, PNG, WebP, AVIF, MP4 or WAV')
    .action((paths: string[], options: FilesOptions) => runFilesAdd(paths, options, openHouse));
  command('get', 'download a file')
    .requiredOption('--id <id>', 'as `bottega files list` prints it')
    .requiredOption('--to <path>', 'where to write it')
    .action((options: GetFileOptions) => runFilesGet(options, openHouse));
  command('delete', 'delete a file that nothing uses')
    .requiredOption('--id <id>', 'as `bottega files list` prints it')
    .action((options: FilesOptions & { id: string }) => runFilesDelete(options, openHouse));
  command('usage', 'how much the shop keeps, and may keep').action((options: FilesOptions) => runFilesUsage(options, openHouse));
}

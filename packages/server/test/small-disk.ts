import { execFile } from 'node:child_process';
import { open, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Puts a small disk of its own on a folder, or says why it cannot. */
export async function mountDisk(folder: string, megabytes: number): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux can mount a small disk';
  const options = `size=${Math.round(megabytes * 1024)}k,mode=755`;
  return run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).then(
    () => undefined,
    (error: Error) => `no disk could be mounted: ${error.message}`,
  );
}

/** Writes until so many megabytes are left, or nothing more fits. */
export async function fill(file: string, left = 0): Promise<void> {
  const { bavail, bsize } = await statfs(path.dirname(file));
  const handle = await open(file, 'a');
  try {
    if (left > 0) return await handle.appendFile(Buffer.alloc(bavail * bsize - left * 1024 * 1024));
    for (let bytes = 16 * 1024 * 1024; bytes >= 1; bytes = Math.floor(bytes / 2)) {
      for (let fits = true; fits; ) {
        fits = await handle.write(Buffer.alloc(bytes)).then(
          ({ bytesWritten }) => bytesWritten === bytes,
          () => false, // ENOSPC is what we are after
        );
      }
    }
  } finally {
    await handle.close();
  }
}

export const unmountDisk = (folder: string): Promise<unknown> => run('umount', [folder]);

import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version of the program, as its package says it. */
export function readVersion(): string {
  const about = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string };
  return about.version;
}

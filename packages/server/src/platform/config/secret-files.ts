import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../errors/bottega-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;
const SUFFIX = '_FILE';

/**
 * Reads the variables whose value stands in a file: `DATABASE_URL_FILE=/run/secrets/db` is `DATABASE_URL` with what is in that file, its
 * last line break left out. `labels` has for each such variable the one that was given.
 */
export function readSecretFiles(
  env: Environment,
  { isSecret, cwd, problems }: { isSecret: (variable: string) => boolean; cwd: string; problems: Problem[] },
): { env: Environment; labels: ReadonlyMap<string, string> } {
  const labels = new Map<string, string>();
  const merged: Record<string, string | undefined> = { ...env };
  for (const [given, file] of Object.entries(env)) {
    const variable = given.slice(0, -SUFFIX.length);
    if (!given.endsWith(SUFFIX) || !isSecret(variable) || !file) continue;
    delete merged[given];
    if (env[variable]) {
      problems.push({ path: given, message: `${variable} and ${given} are both given. Keep one.` });
      continue;
    }
    try {
      merged[variable] = readFileSync(path.resolve(cwd, file), 'utf8').replace(/\r?\n$/, '');
      labels.set(variable, given);
    } catch (error) {
      problems.push({ path: given, message: `The file that ${given} names cannot be read: ${(error as NodeJS.ErrnoException).code}.` });
    }
  }
  return { env: merged, labels };
}

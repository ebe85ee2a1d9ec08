import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verifyPassword as verifyScrypt } from 'better-auth/crypto';

const derive = promisify(argon2);

/** The second choice of the OWASP cheat sheet: 19 MiB of memory, two passes. A change takes effect at each person's next sign-in. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const PREFIX = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$`;
const TAG_LENGTH = 32;
const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]{11,64})\$([\w+/]{22,128})$/;

/** What a password is compared with where there is none, so that an answer takes as long: no password has this hash. */
export const NO_HASH = format(Buffer.alloc(16), Buffer.alloc(TAG_LENGTH));

/** Argon2id in the usual text form, `$argon2id$v=19$m=…`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return format(nonce, await derive('argon2id', { ...COST, message: password, nonce, tagLength: TAG_LENGTH }));
}

/** Whether the password is the one of this hash; scrypt hashes of former versions are understood too. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, memory, passes, parallelism, nonce, tag] = FORM.exec(hash) ?? [];
  if (nonce === undefined || tag === undefined) return verifyScrypt({ hash, password });
  const expected = Buffer.from(tag, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const made = await derive('argon2id', {
    ...cost,
    message: password,
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: expected.length,
  });
  return timingSafeEqual(made, expected);
}

/** Whether a hash was made with another method or cost than today's. */
export const isOutdated = (hash: string): boolean => !hash.startsWith(PREFIX);

function format(nonce: Buffer, tag: Buffer): string {
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `${PREFIX}${text(nonce)}$${text(tag)}`;
}

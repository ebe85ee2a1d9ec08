import { randomBytes } from 'node:crypto';

const LONGEST = 60;
const NUMBERED = 9;

/** A title as it stands in an address: lower case, letters and digits of any script, joined by hyphens. "Tazza Blù" is "tazza-blu". */
export function slugOf(title: string, otherwise = 'product'): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const slug = [...(words?.join('-').normalize('NFC') ?? '')].slice(0, LONGEST).join('').replace(/-$/, '');
  return slug || otherwise;
}

/** What to try one after another until a slug is free: "bowl", "bowl-2" … and at last a random ending. */
export function* slugCandidates(title: string): Generator<string> {
  const slug = slugOf(title);
  yield slug;
  for (let number = 2; number <= NUMBERED; number++) yield `${slug}-${number}`;
  yield `${slug}-${randomBytes(4).toString('hex')}`;
}

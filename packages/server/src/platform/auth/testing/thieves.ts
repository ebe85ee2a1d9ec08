import type pg from 'pg';
import { newId } from '../../context.ts';
import { renewFamily, startFamily, type TokenFamily } from '../token-family.ts';

export type Turn = { readonly who: 'owner' | 'thief'; readonly does: 'renew' | 'steal' | 'renew old' };

/**
 * An owner and a thief of one sign-in, each with the refresh tokens that they hold, make their moves by turns. `escaped` names each move
 * after which something was wrong: a token that was used before was answered, or the family lived on after it.
 */
export async function signedInPrograms(pool: pg.Pool, turns: readonly Turn[]): Promise<{ reuses: number; escaped: string[] }> {
  const family = await startFamily(pool, { userId: newId(), device: '', address: '' });
  const held = { owner: [family.refreshToken], thief: [] as string[] };
  const used = new Set<string>();
  const escaped: string[] = [];
  let isOver = false;
  let reuses = 0;
  for (const { who, does } of turns) {
    if (does === 'steal') {
      held[who].push(...held[who === 'owner' ? 'thief' : 'owner'].slice(-1));
      continue;
    }
    const token = does === 'renew' ? held[who].at(-1) : held[who][0];
    if (token === undefined) continue;
    const answer = await renewFamily(pool, token);
    if (isOver && answer !== 'unknown') escaped.push(`${who} ${does}: answered after the end`);
    if (!isOver && used.has(token)) {
      reuses += 1;
      isOver = true;
      if (answer !== 'reused') escaped.push(`${who} ${does}: a second use was answered with ${describe(answer)}`);
    } else if (!isOver && typeof answer !== 'object') escaped.push(`${who} ${does}: a good token was refused`);
    used.add(token);
    if (typeof answer === 'object') held[who].push(answer.refreshToken);
  }
  return { reuses, escaped };
}

const describe = (answer: TokenFamily | string): string => (typeof answer === 'string' ? answer : 'new tokens');

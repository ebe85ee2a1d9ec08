import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../context.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Who an `Authorization: Bearer …` header speaks for: the local operator, or nobody. Takes as long whatever the token is. */
export function readBearer(authorization: string, operatorToken: string): Actor | null {
  const token = /^Bearer ([\w-]{1,200})$/.exec(authorization)?.[1] ?? '';
  return timingSafeEqual(digest(token), digest(operatorToken)) ? { type: 'system', name: 'operator' } : null;
}

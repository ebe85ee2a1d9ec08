import { FREE, type Made } from '../provider.ts';

/** A fake's answer costs nothing and may be used for anything. */
export const madeByFake = <T>(value: T): Made<T> => ({ value, cost: FREE, evidence: { licence: 'CC0-1.0' } });

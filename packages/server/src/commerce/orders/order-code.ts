import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code survives being read out and typed in. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;

/** A new code of 50 random bits: it opens the order for whoever knows it. No counter, for which all buyers would queue. */
export const newOrderCode = (): string => Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** A code as a person typed it, as it is kept: "7k2m-q4xb-9o" is "7K2MQ4XB90". */
export const readOrderCode = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

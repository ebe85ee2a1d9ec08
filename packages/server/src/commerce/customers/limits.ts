import type { Ctx } from '#platform';

/** Tries to come in as somebody within a quarter of an hour, from wherever. */
const MOST_SIGN_INS = 10;
/** Mails with a code within a quarter of an hour. */
const MOST_CODES = 5;

/** One account of one shop. */
export const accountLimit = ({ shop }: Ctx, email: string) => ({ name: `customer:${shop.id}:${email}`, most: MOST_SIGN_INS });
export const codeLimit = ({ shop }: Ctx, email: string) => ({ name: `customer-code:${shop.id}:${email}`, most: MOST_CODES });

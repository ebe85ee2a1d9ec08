/** What is left of the 22 characters of a bank statement beside the longest prefix of an account (10) and the two between them. */
const LONGEST = 10;

/**
 * What stands on the statement of the bank behind the account's own name: the shop's, as far as it can be written in the letters that
 * statements have, else the order's code. Both need at least one letter; < > \ ' " * are not allowed.
 * Source: docs.stripe.com/get-started/account/statement-descriptors.
 */
export function statementSuffix(shopName: string, orderCode: string): string {
  const name = plain(shopName);
  return /[A-Z]/.test(name) ? name : plain(orderCode);
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z\d &./-]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();

import { Resolver } from 'node:dns/promises';
import { BottegaError } from '../errors/bottega-error.ts';

/** The TXT records of a name, each in one piece; none where the name is not there. @throws BottegaError dns_away */
export type TxtReader = (name: string) => Promise<readonly string[]>;

const TIMEOUT_MS = 3_000;
const NOT_THERE: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND']);

/** Asks these name servers, or those of the machine. The answer is never older than the servers hold it. */
export const createTxtReader =
  (servers: readonly string[] | undefined): TxtReader =>
  async (name) => {
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
    if (servers) resolver.setServers(servers);
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      if (NOT_THERE.has((error as { code?: string }).code ?? '')) return [];
      throw new BottegaError('dns_away', `The DNS does not say what ${name} is.`, { cause: error });
    }
  };

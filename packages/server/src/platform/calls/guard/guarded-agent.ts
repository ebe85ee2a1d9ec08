import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { type AddressRule, readLiteral, refuseAddress } from './check-target.ts';

/** Finds the addresses of a name, as the system does. Tests bring their own. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const resolveAsSystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

const CONNECT_MS = 5_000;

/**
 * An agent that connects to nothing but what the rule allows, whoever names it: an address in the URL is judged before the connection, the
 * answers for a name are judged and connected to as they are, and the address at the other end is judged once more.
 */
export async function createGuardedAgent(options: { mayConnect: AddressRule; resolve: Resolve; timeoutMs: number }): Promise<Agent> {
  const { mayConnect, resolve, timeoutMs } = options;
  const { Agent, buildConnector } = await import('undici'); // 30 MB, which a program that calls nobody does not need
  const connect = buildConnector({ timeout: CONNECT_MS, lookup: judgedLookup(resolve, mayConnect) });
  return new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect(target, done) {
      const literal = readLiteral(target.hostname); // Node asks no lookup for one
      if (literal !== null && !mayConnect(literal)) return done(refuseAddress(literal), null);
      connect(target, (...[error, socket]) => {
        if (error) return done(error, null);
        const { remoteAddress = '' } = socket;
        if (mayConnect(remoteAddress)) return done(null, socket);
        socket.destroy();
        done(refuseAddress(remoteAddress), null);
      });
    },
  });
}

/** A name with one refused answer among good ones is refused: that is how rebinding looks. */
function judgedLookup(resolve: Resolve, mayConnect: AddressRule): LookupFunction {
  return (hostname, { all }, done) => {
    resolve(hostname).then(
      (answers) => {
        const refused = answers.find(({ address }) => !mayConnect(address));
        const [first] = answers;
        if (refused || !first) done(refuseAddress(refused?.address ?? hostname), []);
        else if (all) done(null, [...answers]);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
}

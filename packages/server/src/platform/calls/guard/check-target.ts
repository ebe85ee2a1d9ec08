import { isIP } from 'node:net';
import { BottegaError } from '../../errors/bottega-error.ts';
import { createNetworkList } from '../../network-list.ts';
import { isPublicAddress } from './refused-addresses.ts';

/** Whether an IP address may be connected to. */
export type AddressRule = (address: string) => boolean;

/** Public addresses, and those that the installation's developer has named. */
export function createAddressRule(alsoAllowed: readonly string[]): AddressRule {
  const isAllowed = createNetworkList(alsoAllowed);
  return (address) => isPublicAddress(address) || isAllowed(address);
}

const WEB_PORTS = new Set([80, 443]);
/** Below this live the services of a machine that nobody wants to be called through us. */
const FIRST_FREE_PORT = 1024;

/**
 * Reads an address that somebody named, as far as can be judged without asking the network: scheme, credentials, port, and the IP address
 * where it is one, in whatever spelling.
 * @throws BottegaError address_refused
 */
export function checkTarget(address: string, mayConnect: AddressRule): URL {
  const url = URL.parse(address);
  if (!url) throw refuse('It is no web address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('Only https and http are called.');
  if (url.username || url.password) throw refuse('It carries a name or a password.');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!WEB_PORTS.has(port) && port < FIRST_FREE_PORT) throw refuse(`Port ${port} is not one of the web.`);
  const literal = readLiteral(url.hostname);
  if (literal !== null && !mayConnect(literal)) throw refuseAddress(literal);
  return url;
}

/** The IP address that a host name is, without brackets; null for a name. URLs have put every other spelling of IPv4 into this one. */
export function readLiteral(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

export const refuseAddress = (address: string): BottegaError => refuse(`${address} is not an address of the public internet.`);

const refuse = (reason: string): BottegaError => new BottegaError('address_refused', reason);

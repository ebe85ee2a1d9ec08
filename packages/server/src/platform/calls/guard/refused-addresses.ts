import { isIPv4 } from 'node:net';
import { createNetworkList } from '../../network-list.ts';

/** Networks of IPv4 that are not the public internet, or that answer to the machine we run on. After IANA's registry of special purposes. */
const REFUSED_V4 = [
  '0.0.0.0/8', // this host
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carriers' own; a cloud's metadata too
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a cloud's agent, which looks public
  '169.254.0.0/16', // link-local: where clouds keep their metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; a cloud's metadata too
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // automatic multicast tunnels
  '192.88.99.0/24', // relays of 6to4
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
];

/** The one network of IPv6 that is the public internet: loopback, link-local, unique local, multicast, mapped and NAT64 lie outside it. */
const PUBLIC_V6 = '2000::/3';

/** What lies inside it and is not public. */
const REFUSED_V6 = [
  '2001::/23', // Teredo, benchmarks, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

const isRefused = createNetworkList([...REFUSED_V4, ...REFUSED_V6]);
const isPublicV6 = createNetworkList([PUBLIC_V6]);

/** Whether the address is one of the public internet. What is no IP address is not. */
export const isPublicAddress = (address: string): boolean => (isIPv4(address) || isPublicV6(address)) && !isRefused(address);

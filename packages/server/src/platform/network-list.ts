import { BlockList, isIP } from 'node:net';

/** Whether an address is in a list of addresses and networks in CIDR notation. What is no IP address is in none. */
export function createNetworkList(networks: readonly string[]): (address: string) => boolean {
  // A list for each family: asked for an IPv4 address, a list of Node also looks at networks of mapped IPv6 addresses.
  const lists = { 4: new BlockList(), 6: new BlockList() };
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    if (isIP(address) === 6) lists[6].addSubnet(address, Number(bits ?? 128), 'ipv6');
    else lists[4].addSubnet(address, Number(bits ?? 32), 'ipv4');
  }
  return (address) => {
    const family = isIP(address);
    return (family === 4 && lists[4].check(address, 'ipv4')) || (family === 6 && lists[6].check(address, 'ipv6'));
  };
}

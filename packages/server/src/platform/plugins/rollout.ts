import { createHash } from 'node:crypto';

/**
 * Whether a shop is among so many per cent of all shops. Each plugin picks other shops, the same ones in every process, and whoever is in
 * stays in when the share grows.
 */
export function isInRollout(plugin: string, shopId: string, percent: number): boolean {
  const share = createHash('sha256').update(`${plugin}/${shopId}`).digest().readUInt32BE(0) / 2 ** 32;
  return share * 100 < percent;
}

import { Agent } from 'node:http';
import { cpuOf, cpuOfDatabase } from '../../cpu.ts';
import type { OwnServer } from './load.ts';

/** Milliseconds: of CPU for each order, of each whole flow, of each last step; and orders per second. */
export type Run = {
  readonly cpu: number;
  readonly flows: readonly number[];
  readonly lasts: readonly number[];
  readonly perSecond: number;
};

/** Buys the thing of a number, and answers how long the last step took, in ms. */
export type Buy = (agent: Agent, serial: number) => Promise<number>;

type Buying = {
  readonly server: Pick<OwnServer, 'pid'>;
  /** Of its PostgreSQL. */
  readonly folder: string;
  readonly buy: Buy;
  readonly buyers: number;
  readonly orders: number;
};

let serial = 0;

/** So many orders by so many buyers at once, each over a connection that stays open. */
export async function buyMany({ server, folder, buy, buyers, orders }: Buying): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: buyers });
  const spent = () => cpuOf(server.pid) + cpuOfDatabase(folder);
  const [flows, lasts]: [number[], number[]] = [[], []];
  let left = orders;
  const before = spent();
  const began = performance.now();
  const buyer = async () => {
    while (left-- > 0) {
      const start = performance.now();
      lasts.push(await buy(agent, serial++));
      flows.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  const seconds = (performance.now() - began) / 1_000;
  const cpu = ((spent() - before) * 1_000) / orders;
  agent.destroy();
  return { cpu, flows, lasts, perSecond: orders / seconds };
}

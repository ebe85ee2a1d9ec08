import path from 'node:path';
import { bottega, makeFolder, serve } from '../../../packages/server/test/serve.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 14. */
export const experiment: Experiment = {
  title: 'A second server is started on the same data folder',
  async run({ quick }) {
    const home = await makeFolder();
    try {
      const server = await serve({ data: path.join(home.folder, 'data') });
      const tries = [];
      for (let i = 0; i < (quick ? 2 : 10); i++) tries.push(await bottega(['serve'], { data: server.data, port: 1 }));
      await server.stop();
      const admitted = tries.filter(({ code, stderr }) => code === 0 || !stderr.includes(String(server.pid))).length;
      const slowest = Math.max(...tries.map(({ ms }) => ms));
      const against = `${tries.length} tries`;
      return [
        { name: 'not refused, or without the pid', value: admitted, unit: '', against, goal: '0', holds: admitted === 0 },
        { name: 'refused within, at most', value: Math.round(slowest), unit: 'ms', against, goal: '≤ 2000', holds: slowest <= 2_000 },
      ];
    } finally {
      await home.remove();
    }
  },
};

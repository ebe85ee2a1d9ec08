import path from 'node:path';
import { killDatabase } from '../../../packages/server/test/kill-database.ts';
import { makeFolder, makeFornace, serve } from '../../../packages/server/test/serve.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 13. */
export const experiment: Experiment = {
  title: 'PostgreSQL is killed in the middle of writing, again and again',
  async run({ seed, quick, say }) {
    const home = await makeFolder();
    try {
      const data = path.join(home.folder, 'data');
      const server = await serve({ data });
      await makeFornace(data);
      const kills = quick ? 3 : 20;
      const result = await killDatabase(server, { shop: 'fornace', kills, seed });
      await server.stop();
      for (const odd of result.odd.slice(0, 10)) say(odd);
      const noticed = Math.max(...result.noticedMs);
      const recovered = Math.max(...result.recoveredMs);
      return [
        figure('acknowledged', result.acknowledged, 'writes', 'some for each kill', result.acknowledged > 10 * kills),
        figure('acknowledged and lost', result.lost, 'writes', '0', result.lost === 0),
        figure('done twice', result.doubled, 'writes', '0', result.doubled === 0),
        figure('answers that are no refusal to try again', result.odd.length, '', '0', result.odd.length === 0),
        figure('until readyz says 503, at most', Math.round(noticed), 'ms', '≤ 2000', noticed <= 2_000),
        figure('until readyz says 200, at most', Math.round(recovered), 'ms', '≤ 10000', recovered <= 10_000),
      ];

      function figure(name: string, value: number, unit: string, goal: string, holds: boolean) {
        return { name, value, unit, against: `${kills} kills`, goal, holds };
      }
    } finally {
      await home.remove();
    }
  },
};

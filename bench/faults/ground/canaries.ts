import path from 'node:path';
import { huntCanaries } from '../../../packages/server/test/hunt-canaries.ts';
import { makePhotos } from '../../../packages/server/test/photos.ts';
import { makeFolder } from '../../../packages/server/test/serve.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 28. In full it launches a product, so that a plugin fails with its key in hand. */
export const experiment: Experiment = {
  title: 'Canary secrets are looked for in all that leaves the program',
  async run({ quick, say }) {
    const home = await makeFolder();
    try {
      const photo = quick ? {} : { photo: (await makePhotos(path.join(home.folder))).good };
      const hunt = await huntCanaries(home.folder, photo);
      for (const { canary, place } of hunt.sightings) say(`${canary}: ${place}`);
      const against = `${hunt.places} places, ${(hunt.characters / 1e6).toFixed(1)} million characters`;
      return [
        { name: 'secrets planted', value: hunt.canaries, unit: '', against, goal: '≥ 10', holds: hunt.canaries >= 10 },
        { name: 'secrets seen', value: hunt.sightings.length, unit: '', against, goal: '0', holds: hunt.sightings.length === 0 },
        { name: 'places of the bait seen', value: hunt.bait.length, unit: '', against, goal: '≥ 2', holds: hunt.bait.length >= 2 },
      ];
    } finally {
      await home.remove();
    }
  },
};

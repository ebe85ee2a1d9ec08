import { forgeTokens } from '../../../packages/server/src/platform/auth/testing/forge-tokens.ts';
import { startFamily } from '../../../packages/server/src/platform/auth/token-family.ts';
import { module } from '../../../packages/server/src/platform/module.ts';
import { openTestApp } from '../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import type { Experiment } from '../experiment.ts';

/** TRUST.md A4, experiment 21. There is no authorization server here, so no state, PKCE or redirect to attack: tokens are asked for by API. */
export const experiment: Experiment = {
  title: 'Forged and odd access tokens are shown at the door',
  async run({ quick, say }) {
    const world = await openTestWorld();
    const http = await openTestApp(world, { modules: [module] });
    try {
      const { shop } = await world.createCtx();
      const taken = new Set<string>();
      let shown = 0;
      let kinds = 0;
      const people = quick ? 1 : 20;
      for (let person = 0; person < people; person++) {
        const staff = await http.auth.createStaff({ name: 'Ada', email: `ada-${person}@example.com` });
        await http.auth.addMember({ shop, userId: staff.id, role: 'owner' });
        const family = await startFamily(http.auth.pool, { userId: staff.id, device: '', address: '' });
        const good = await http.auth.accessTokens.issue({ userId: staff.id, familyId: family.id });
        const [seed] = world.ground.secrets.derive('access tokens');
        const forged = forgeTokens({ good, keys: await http.auth.accessTokens.listKeys(), seed, issuer: world.ground.config.publicUrl });
        kinds = Object.keys(forged).length;
        for (const [wrong, token] of Object.entries(forged)) {
          if (/[\n\0]/.test(token)) continue; // no header can carry it; the unit test shows it to the reader itself
          shown += 1;
          const headers = { authorization: `Bearer ${token}`, 'x-bottega-shop': shop.slug };
          for (const path of ['/api/v1/account', '/api/v1/members']) {
            if ((await http.ask(path, { headers })).status !== 401) taken.add(wrong);
          }
        }
        const honest = await http.ask('/api/v1/members', { headers: { authorization: `Bearer ${good}`, 'x-bottega-shop': shop.slug } });
        if (honest.status !== 200) taken.add(`the good one was answered ${honest.status}`);
      }
      for (const wrong of taken) say(wrong);
      const against = `${shown} tokens`;
      return [
        { name: 'kinds of forgery', value: kinds, unit: '', against, goal: '≥ 40', holds: kinds >= 40 },
        { name: 'taken', value: taken.size, unit: '', against, goal: '0', holds: taken.size === 0 },
      ];
    } finally {
      await http.close();
      await world.close();
    }
  },
};

import { manualPayment } from '../../../packages/server/src/commerce/testing/market.ts';
import { collectRoutes } from '../../../packages/server/src/http/room-routes.ts';
import { prepareWorkflows } from '../../../packages/server/src/platform/workflows/workflows.ts';
import { openTestApp } from '../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { WAYS } from '../../../packages/server/src/testing/wrong-shop/ask.ts';
import { everybodyOf, findLeaks } from '../../../packages/server/src/testing/wrong-shop/find-leaks.ts';
import { loadRooms, openPlace } from '../../../packages/server/src/testing/wrong-shop/open-place.ts';
import { type ApiDocument, mergeCases, readRoutes } from '../../../packages/server/src/testing/wrong-shop/routes.ts';
import type { Experiment } from '../experiment.ts';

const SECRET = 'canary-5b1e';

/** TRUST.md A4, 6: what a neighbour gets of a shop, by every route of the OpenAPI document. The tests ask the same. */
export const experiment: Experiment = {
  title: 'a neighbour asks for the things of a shop, by every route, as everybody, in every way of naming a shop',
  async run({ quick, say }) {
    const world = await openTestWorld([manualPayment]);
    const { modules, workflows, files } = await loadRooms();
    await prepareWorkflows(world.ground, workflows);
    const http = await openTestApp(world, { modules });
    try {
      const ours = await openPlace(world, http, files, SECRET);
      const theirs = await openPlace(world, http, files, 'another');
      const { paths = {} } = collectRoutes(modules).ofInstallation.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: '', version: '' },
      });
      const document = (await (await http.ask('/api/v1/openapi.json')).json()) as ApiDocument;
      const kinds = new Set(Object.keys(ours.ids));
      const all = readRoutes(document, { cases: mergeCases(files), kinds, ofShop: (path) => !(path in paths) });
      const routes = quick ? all.filter((_, index) => index % 4 === 0) : all;
      const leaks = await findLeaks(http, routes, theirs, ours, SECRET);
      for (const leak of leaks) say(leak);
      const callers = 1 + everybodyOf(theirs).length;
      const questions = routes.reduce((sum, { kinds }) => sum + kinds.length, 0) * callers * WAYS.length;
      const unknown = all.filter((route) => route.unknown.length > 0);
      const against = `${routes.length} routes, ${callers} callers, ${questions} questions with what is foreign in path, query or body`;
      return [
        { name: 'answers that told of another shop', value: leaks.length, unit: 'leaks', against, goal: '0', holds: leaks.length === 0 },
        {
          name: 'routes without a case',
          value: unknown.length,
          unit: 'routes',
          against: `${all.length}`,
          goal: '0',
          holds: unknown.length === 0,
        },
      ];
    } finally {
      await http.close();
      await world.close();
    }
  },
};

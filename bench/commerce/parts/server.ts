/**
 * A server of its own beside an open world: `node server.ts FOLDER [pages]`, with the built pages where they are asked for. It writes its port
 * when it is ready, and ends with its parent.
 */
import { once } from 'node:events';
import { createWebHandler } from '@bottega/web';
import * as channels from '../../../packages/server/src/channels/index.ts';
import * as commerce from '../../../packages/server/src/commerce/index.ts';
import { manualPayment } from '../../../packages/server/src/commerce/testing/market.ts';
import { listen } from '../../../packages/server/src/http/serve.ts';
import * as insights from '../../../packages/server/src/insights/index.ts';
import * as launch from '../../../packages/server/src/launch/index.ts';
import * as platform from '../../../packages/server/src/platform/index.ts';
import { openTestApp } from '../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { loadRooms } from '../../../packages/server/src/testing/wrong-shop/open-place.ts';

const [folder, withPages] = process.argv.slice(2);
const world = await openTestWorld([manualPayment], { beside: folder as string });
const http = await openTestApp(world, {
  modules: (await loadRooms()).modules,
  operations: { platform, commerce, channels, insights, launch },
  ...(withPages ? { handle: await createWebHandler() } : {}),
});
const server = await listen(http.app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`port ${server.port}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await server.close();
await http.close();
await world.close();

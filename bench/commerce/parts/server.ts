/** A server of its own beside an open world: `node server.ts FOLDER`. It writes its port when it is ready, and ends with its parent. */
import { once } from 'node:events';
import { listen } from '../../../packages/server/src/http/serve.ts';
import { manualPayment } from '../../../packages/server/src/commerce/testing/market.ts';
import { openTestApp } from '../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../packages/server/src/testing/test-world.ts';
import { loadRooms } from '../../../packages/server/src/testing/wrong-shop/open-place.ts';

const world = await openTestWorld([manualPayment], { beside: process.argv[2] as string });
const http = await openTestApp(world, { modules: (await loadRooms()).modules });
const server = await listen(http.app, { host: '127.0.0.1', port: 0 });
process.stdout.write(`port ${server.port}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await server.close();
await http.close();
await world.close();

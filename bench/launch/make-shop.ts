// Makes the shop that the bench launches in.
import { createShop, loadConfig, openDatabase } from '../../packages/server/src/platform/index.ts';

const { config } = loadConfig({ env: process.env, cwd: process.cwd() });
const database = await openDatabase({ folder: config.data });
await createShop(database, { slug: 'bench', name: 'Bench', currency: 'EUR', country: 'IT', taxBps: 2200, shippingFlat: 0 });
await database.close();

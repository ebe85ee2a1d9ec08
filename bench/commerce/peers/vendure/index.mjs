// Indexes what is in the shop, in a process of its own: Vendure takes its plugins up once in each.
import { setTimeout as sleep } from 'node:timers/promises';
import { bootstrap, JobQueueService, RequestContextService, SearchService, TransactionalConnection } from '@vendure/core';
import { configOf } from './config.mjs';

const app = await bootstrap(configOf({ isNew: true }));
await app.get(JobQueueService).start();
await app.get(SearchService).reindex(await app.get(RequestContextService).create({ apiType: 'admin' }));
const { rawConnection } = app.get(TransactionalConnection);
const count = async (what) => (await rawConnection.query(`select count(*)::int as found from ${what}`))[0].found;
while ((await count('job_record where not "isSettled"')) > 0) await sleep(500);
if ((await count('search_index_item')) === 0) throw new Error('Nothing was indexed.');
process.exit(0); // its jobs keep timers

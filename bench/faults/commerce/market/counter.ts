/**
 * A process that sells: `counter.ts FOLDER BANK_URL [TRUST]`. It answers over HTTP as the program does, on the database that another process holds
 * open, and does the program's work beside it. With TRUST it also takes payments by the companies' simulators, whose word is brought by
 * the harness. It prints its port when it is ready, and is killed when it has served.
 */
import { chores, module as commerce } from '../../../../packages/server/src/commerce/module.ts';
import * as commerceModule from '../../../../packages/server/src/commerce/module.ts';
import { listen } from '../../../../packages/server/src/http/serve.ts';
import type { WorkflowDefinition } from '../../../../packages/server/src/platform/workflows/definition.ts';
import { startWorkflows } from '../../../../packages/server/src/platform/workflows/workflows.ts';
import { manualPayment } from '../../../../packages/server/src/commerce/testing/market.ts';
import { openTestApp } from '../../../../packages/server/src/testing/test-app.ts';
import { openTestWorld } from '../../../../packages/server/src/testing/test-world.ts';
import { DELIVER_SIMULATED } from '../../../../packages/server/src/platform/index.ts';
import { bankPayment } from './bank-payment.ts';
import { type Trust, withCompanies } from './companies.ts';

const [folder = '', bankUrl = '', trust] = process.argv.slice(2);
const world = await openTestWorld([bankPayment(bankUrl), manualPayment], { beside: folder });
const ground = trust === undefined ? world.ground : await withCompanies(world.ground, trust as Trust);
const { app } = await openTestApp({ ...world, ground }, { modules: [commerce] });
const { port } = await listen(app, { host: '127.0.0.1', port: 0 });
const { workflows = [] } = commerceModule as { workflows?: readonly WorkflowDefinition[] };
const broughtByHarness = (flow: WorkflowDefinition) => (flow.name === DELIVER_SIMULATED ? { ...flow, run: async () => undefined } : flow);
await startWorkflows(ground, workflows.map(broughtByHarness), { stopping: new AbortController().signal, chores });
console.log(port);

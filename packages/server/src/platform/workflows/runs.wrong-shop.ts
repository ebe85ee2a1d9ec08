import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { newId } from '../context.ts';
import { enqueueWorkflow } from './enqueue.ts';
import { prepareWorkflows } from './workflows.ts';

const WAITING = { name: 'waiting', run: async () => undefined };

export const cases: WrongShopCases = {
  async plant({ world, owner }) {
    await prepareWorkflows(world.ground, [WAITING]);
    await enqueueWorkflow(owner, WAITING.name, newId());
    const { id } = await owner.db.selectFrom('run').select('id').executeTakeFirstOrThrow();
    return { run: id };
  },
  // No process runs here, so it has done no step.
  answers: { 'post /api/v1/runs/{id}/rerun': [422] },
};

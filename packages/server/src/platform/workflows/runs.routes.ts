import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageOf } from '../routes/paging.ts';
import type { RoomEnv } from '../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../routes/route-schemas.ts';
import { streamEvents } from '../routes/stream-events.ts';
import { cancelRun, rerunFrom, resumeRun } from './change-run.ts';
import { followRun } from './follow-run.ts';
import { getRun } from './get-run.ts';
import { listRuns } from './list-runs.ts';
import { listRunsSchema, runSchema, runSummarySchema } from './run.ts';

const tags = ['Runs'];
const run = json(runSchema, 'The run.');
const refusals = problems(401, 403, 404, 409);

const list = createRoute({
  method: 'get',
  path: '/api/v1/runs',
  tags,
  summary: 'List the runs of workflows',
  description: 'Newest first. Permission: `runs.read`.',
  request: { query: listRunsSchema },
  responses: { 200: json(pageOf(runSummarySchema), 'One page of runs.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/runs/{id}',
  tags,
  summary: 'Get a run with its steps and its log',
  description: 'Permission: `runs.read`.',
  request: { params: idParams },
  responses: { 200: run, ...problems(401, 403, 404) },
});

const follow = createRoute({
  method: 'get',
  path: '/api/v1/runs/{id}/events',
  tags,
  summary: 'Follow a run',
  description: 'Server-sent events named `run`, each with the whole run, until it has ended. Permission: `runs.read`.',
  request: { params: idParams },
  responses: {
    200: { description: 'A stream of events.', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems(401, 403, 404),
  },
});

const cancel = createRoute({
  method: 'post',
  path: '/api/v1/runs/{id}/cancel',
  tags,
  summary: 'Cancel a run',
  description: 'The step that is underway is told to end, and none begins any more. Permission: `runs.write`.',
  request: { params: idParams },
  responses: { 200: run, ...refusals },
});

const resume = createRoute({
  method: 'post',
  path: '/api/v1/runs/{id}/resume',
  tags,
  summary: 'Resume a run',
  description: 'One that was cancelled goes on where it stood; one that has failed, with the step that failed. Permission: `runs.write`.',
  request: { params: idParams },
  responses: { 200: run, ...refusals },
});

const rerun = createRoute({
  method: 'post',
  path: '/api/v1/runs/{id}/rerun',
  tags,
  summary: 'Run again from a step',
  description: 'What stood before the step is kept. The run must have ended. Permission: `runs.write`.',
  request: { params: idParams, body: jsonBody(z.object({ step: z.string().min(1).max(120).openapi({ example: 'films' }) })) },
  responses: { 200: run, ...refusals, ...problems(422) },
});

export function addRunRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listRuns(c.get('ctx'), c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getRun(c.get('ctx'), c.req.valid('param')), 200));
  app.openapi(follow, async (c) => {
    const { ctx } = c.var;
    const { id } = c.req.valid('param');
    await getRun(ctx, { id }); // who may not, or asks for another shop's, is refused before the stream begins
    return streamEvents(c, async function* ({ signal }) {
      for await (const data of followRun(ctx, { id, signal })) yield { event: 'run', data };
    });
  });
  for (const [route, change] of [
    [cancel, cancelRun],
    [resume, resumeRun],
  ] as const) {
    app.openapi(route, async (c) => {
      await change(c.get('ctx'), c.req.valid('param'));
      return c.json(await getRun(c.get('ctx'), c.req.valid('param')), 200);
    });
  }
  app.openapi(rerun, async (c) => {
    await rerunFrom(c.get('ctx'), { ...c.req.valid('param'), ...c.req.valid('json') });
    return c.json(await getRun(c.get('ctx'), c.req.valid('param')), 200);
  });
}

import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { json, jsonBody, problems, type RoomEnv } from '#platform';
import { cancelLaunch } from '../launches/cancel-launch.ts';
import { LAUNCH_STATUSES } from '../launches/launch-states.ts';
import { readLaunch } from '../launches/launches.store.ts';
import { Id } from '../launches/launches.routes.ts';
import { remakeLaunch, remakeSchema, resumeLaunch } from '../remakes/remake-launch.ts';
import { approveLaunch } from './approve-launch.ts';
import { rejectionSchema, rejectLaunch } from './reject-launch.ts';

const params = z.object({ id: Id });
const Moved = json(z.object({ launchId: Id, status: z.enum(LAUNCH_STATUSES) }).openapi('LaunchMoved'), 'Where the launch stands now.');

/** A move that needs no more than the launch. */
const moveRoute = <P extends string>(path: P, summary: string, description: string) =>
  createRoute({
    method: 'post',
    path,
    tags: ['Launches'],
    summary,
    description,
    request: { params },
    responses: { 200: Moved, ...problems(401, 403, 404, 409) },
  });

const approveRoute = moveRoute(
  '/api/v1/launches/{id}/approve',
  'Say yes to a launch',
  'Needs launches.approve and products.write. The product goes on sale and the posts stand on the schedule.',
);
const cancelRoute = moveRoute(
  '/api/v1/launches/{id}/cancel',
  'Stop a launch that is being made',
  'Needs launches.write. What is finished is kept, and nothing of it is shown.',
);
const resumeRoute = moveRoute(
  '/api/v1/launches/{id}/resume',
  'Take a launch up again',
  'Needs launches.write. For one that was cancelled or failed: what is made stays.',
);

const rejectRoute = createRoute({
  method: 'post',
  path: '/api/v1/launches/{id}/reject',
  tags: ['Launches'],
  summary: 'Say no to a launch',
  description: 'Needs launches.approve. With `again`, those parts are made again, otherwise: the writer is told the reason.',
  request: { params, body: jsonBody(rejectionSchema) },
  responses: { 200: Moved, ...problems(401, 403, 404, 409, 422) },
});

const remakeRoute = createRoute({
  method: 'post',
  path: '/api/v1/launches/{id}/remake',
  tags: ['Launches'],
  summary: 'Make parts of a launch again',
  description: 'Needs launches.write. A text, the story, a voice, a picture, the music or all of it; everything else stays.',
  request: { params, body: jsonBody(remakeSchema) },
  responses: { 202: Moved, ...problems(401, 403, 404, 409, 422) },
});

export function addApprovalRoutes(app: OpenAPIHono<RoomEnv>): void {
  const standing = async (ctx: RoomEnv['Variables']['ctx'], launchId: string) => ({
    launchId,
    status: (await readLaunch(ctx, launchId)).status,
  });
  app.openapi(approveRoute, async (c) => {
    const { id } = c.req.valid('param');
    await approveLaunch(c.var.ctx, { launchId: id });
    return c.json(await standing(c.var.ctx, id), 200);
  });
  app.openapi(cancelRoute, async (c) => {
    const { id } = c.req.valid('param');
    await cancelLaunch(c.var.ctx, { launchId: id });
    return c.json(await standing(c.var.ctx, id), 200);
  });
  app.openapi(resumeRoute, async (c) => {
    const { id } = c.req.valid('param');
    await resumeLaunch(c.var.ctx, { launchId: id });
    return c.json(await standing(c.var.ctx, id), 200);
  });
  app.openapi(rejectRoute, async (c) => {
    const { id } = c.req.valid('param');
    await rejectLaunch(c.var.ctx, { launchId: id, ...c.req.valid('json') });
    return c.json(await standing(c.var.ctx, id), 200);
  });
  app.openapi(remakeRoute, async (c) => {
    const { id } = c.req.valid('param');
    await remakeLaunch(c.var.ctx, { launchId: id, ...c.req.valid('json') });
    return c.json(await standing(c.var.ctx, id), 202);
  });
}

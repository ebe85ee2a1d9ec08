import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { SHAPES } from '@bottega/contracts';
import {
  authorise,
  type Ctx,
  json,
  MOST_PHOTO_BYTES,
  pageInputSchema,
  pageOf,
  problems,
  type RoomEnv,
  streamEvents,
  withUpload,
} from '#platform';
import { followLaunch } from './follow-launch.ts';
import { getLaunch } from './get-launch.ts';
import { MOST_PHOTOS, STEPS } from './launch.ts';
import { LAUNCH_STATUSES } from './launch-states.ts';
import { listLaunches } from './list-launches.ts';
import { startLaunch } from './start-launch.ts';

export const Id = z.uuid().openapi({ example: '01980a7e-6c1d-7c3e-9d3e-0c0f5c1f2a3b' });
const Price = z.object({ amount: z.string().openapi({ example: '0.00' }), currency: z.string().openapi({ example: 'USD' }) });
const status = z.enum(LAUNCH_STATUSES);
const shape = z.enum(SHAPES);
const file = { path: z.string().openapi({ description: 'On the disk of the server.' }), url: z.string() };

const LaunchDocument = z
  .looseObject({
    launchId: Id,
    status,
    product: z.object({ id: z.string(), url: z.string(), title: z.string(), description: z.string() }).nullable(),
    copy: z.array(
      z.looseObject({
        channel: z.string(),
        language: z.string(),
        title: z.string(),
        description: z.string(),
        hashtags: z.array(z.string()),
      }),
    ),
    videos: z.array(z.looseObject({ shape, ...file, width: z.int(), height: z.int(), seconds: z.number(), bytes: z.int() })),
    captions: z.array(z.looseObject({ language: z.string(), format: z.enum(['srt', 'vtt']), ...file })),
    thumbnails: z.array(z.looseObject({ shape, ...file })),
    kits: z.array(z.looseObject({ channel: z.string(), ...file })),
    steps: z.array(z.looseObject({ name: z.enum(STEPS), state: z.enum(['waiting', 'running', 'done', 'failed']), ms: z.int().nullable() })),
    cost: Price,
    costs: z.array(Price),
  })
  .openapi('Launch');

const Summary = z.looseObject({ launchId: Id, status, name: z.string(), progress: z.number() });

export const PHOTOS = { field: 'photos', most: MOST_PHOTOS, mostBytes: MOST_PHOTO_BYTES };

const Form = z
  .object({
    photos: z
      .any()
      .openapi({ type: 'array', items: { type: 'string', format: 'binary' }, description: '1 to 8 photos, the main one first.' }),
    name: z.string().openapi({ example: 'Walnut bowl' }),
    price: z.string().openapi({ example: '48.00' }),
    currency: z.string().openapi({ example: 'EUR' }),
    notes: z.string().optional().openapi({ example: 'hand-turned, oiled, 24 cm' }),
    languages: z.string().optional().openapi({ example: 'en,ar', description: 'The first is spoken and burnt into the films.' }),
    seconds: z.string().optional().openapi({ example: '30' }),
    stock: z.string().optional().openapi({ example: '10' }),
    seed: z.string().optional().openapi({ example: '7', description: 'The same seed writes the same texts.' }),
    approval: z.enum(['person', 'itself']).optional().openapi({
      description: 'Whether a person says yes before it goes out; `itself` needs launches.approve. A person, unless the operator asks.',
    }),
  })
  .openapi('LaunchForm');

const startRoute = createRoute({
  method: 'post',
  path: '/api/v1/launches',
  tags: ['Launches'],
  summary: 'Launch a product from its photo',
  description: 'Needs launches.write. Answers at once; follow it at the address it gives. A form of a page is sent on to that page.',
  request: { body: { required: true, content: { 'multipart/form-data': { schema: Form } } } },
  responses: {
    202: json(z.object({ launchId: Id, url: z.string() }), 'The launch has begun.'),
    303: { description: 'For a form of a page: to the page of the launch.' },
    ...problems(401, 403, 404, 413, 415, 422, 507),
  },
});

const getRoute = createRoute({
  method: 'get',
  path: '/api/v1/launches/{id}',
  tags: ['Launches'],
  summary: 'One launch',
  description: 'Needs launches.read.',
  request: { params: z.object({ id: Id }) },
  responses: { 200: json(LaunchDocument, 'The launch as it is now.'), ...problems(401, 403, 404) },
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/v1/launches',
  tags: ['Launches'],
  summary: 'All launches, newest first',
  description: 'Needs launches.read.',
  request: {
    query: pageInputSchema.extend({ status: status.optional() }),
  },
  responses: {
    200: json(pageOf(Summary), 'A page of launches.'),
    ...problems(401, 403, 404),
  },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/v1/launches/{id}/events',
  tags: ['Launches'],
  summary: 'Follow a launch',
  description: 'Needs launches.read. Server-sent events named "launch", each with the whole launch, until it is finished.',
  request: { params: z.object({ id: Id }) },
  responses: { 200: { content: { 'text/event-stream': { schema: z.string() } }, description: 'The stream.' }, ...problems(401, 403, 404) },
});

export function registerLaunchRoutes(app: OpenAPIHono<RoomEnv>): void {
  // The body is streamed to disk, so the schema stands for the reference only and is not asked to parse it.
  app.openAPIRegistry.registerPath(startRoute);
  app.post(startRoute.path, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, 'launches.write');
    const { launchId } = await withUpload(ctx, c.req.raw, PHOTOS, (upload) => startLaunch(ctx, readForm(upload.fields, upload.files)));
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`/admin/${ctx.shop.slug}/launches/${launchId}`, 303);
    return c.json({ launchId, url: `${ctx.shopUrl}api/v1/launches/${launchId}` }, 202);
  });
  app.openapi(getRoute, async (c) => c.json((await getLaunch(c.var.ctx, { launchId: c.req.valid('param').id })) as never, 200));
  app.openapi(listRoute, async (c) => {
    const { cursor, limit, status: only } = c.req.valid('query');
    const page = await listLaunches(c.var.ctx, {
      limit,
      ...(cursor ? { cursor } : {}),
      ...(only ? { status: [only] } : {}),
    });
    return c.json(page as never, 200);
  });
  app.openapi(eventsRoute, async (c) => {
    const { ctx } = c.var;
    const launchId = c.req.valid('param').id;
    await getLaunch(ctx, { launchId }); // a launch that is not there is told of before the stream begins
    return streamEvents(c, ({ signal }) => toEvents(ctx, launchId, signal)) as never;
  });
}

function readForm(fields: ReadonlyMap<string, string>, photos: readonly { path: string; label: string }[]) {
  const optional = (name: string) => (fields.get(name) ? { [name]: fields.get(name) } : {}) as Record<string, never>;
  return {
    name: fields.get('name') ?? '',
    price: fields.get('price') ?? '',
    currency: fields.get('currency') ?? '',
    notes: fields.get('notes') ?? '',
    languages: (fields.get('languages') ?? '')
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
    ...optional('seconds'),
    ...optional('stock'),
    ...optional('seed'),
    ...optional('approval'),
    photos,
  };
}

async function* toEvents(ctx: Ctx, launchId: string, signal: AbortSignal) {
  for await (const launch of followLaunch(ctx, { launchId, signal })) yield { event: 'launch', data: launch };
}

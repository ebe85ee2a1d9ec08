import { SCENE_ROLES } from '@bottega/contracts';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { authorise, json, jsonBody, problems, type RoomEnv, withUpload } from '#platform';
import { copyChangeSchema, storyChangeSchema } from '#studio';
import { Id, PHOTOS } from '../launches/launches.routes.ts';
import { readLaunch } from '../launches/launches.store.ts';
import { addPhotos } from './add-photos.ts';
import { choosePhoto } from './choose-photo.ts';
import { editScenes } from './edit-scenes.ts';
import { editText } from './edit-text.ts';

const language = z.string().min(2).max(20).openapi({ example: 'en' });
const Version = json(z.object({ version: z.int() }), 'Saved; what follows from it is being made. The version to name next time.');

const textRoute = createRoute({
  method: 'patch',
  path: '/api/v1/launches/{id}/texts/{channel}/{language}',
  tags: ['Launches'],
  summary: 'Edit the text of a channel',
  description: 'Needs launches.write. The fields that are given change; one outside the limits of the channel is refused by name.',
  request: { params: z.object({ id: Id, channel: z.string().openapi({ example: 'etsy' }), language }), body: jsonBody(copyChangeSchema) },
  responses: { 200: Version, ...problems(401, 403, 404, 409, 422) },
});

const scenesRoute = createRoute({
  method: 'patch',
  path: '/api/v1/launches/{id}/scenes/{language}',
  tags: ['Launches'],
  summary: 'Edit what the film says',
  description: 'Needs launches.write. Only the pieces of film in which the words are read are made again.',
  request: { params: z.object({ id: Id, language }), body: jsonBody(storyChangeSchema) },
  responses: { 200: Version, ...problems(401, 403, 404, 409, 422) },
});

const photoRoute = createRoute({
  method: 'put',
  path: '/api/v1/launches/{id}/photo/{scene}',
  tags: ['Launches'],
  summary: 'Choose which photo a scene shows',
  description: 'Needs launches.write.',
  request: {
    params: z.object({ id: Id, scene: z.enum(SCENE_ROLES) }),
    body: jsonBody(z.object({ pictureId: Id }).openapi('ChosenPhoto')),
  },
  responses: { 202: json(z.object({ launchId: Id }), 'The scene is being made again.'), ...problems(401, 403, 404, 409, 422) },
});

const photosRoute = createRoute({
  method: 'post',
  path: '/api/v1/launches/{id}/photos',
  tags: ['Launches'],
  summary: 'Add photos to a launch',
  description: 'Needs launches.write. A launch has at most eight. A form of a page is sent back to that page.',
  request: {
    params: z.object({ id: Id }),
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: z.object({ photos: z.any().openapi({ type: 'array', items: { type: 'string', format: 'binary' } }) }).openapi('Photos'),
        },
      },
    },
  },
  responses: {
    202: json(z.object({ pictureIds: z.array(Id) }), 'All photos of the launch, in order.'),
    303: { description: 'For a form of a page: back to it.' },
    ...problems(401, 403, 404, 409, 413, 415, 422, 507),
  },
});

export function addEditingRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(textRoute, async (c) => {
    const { id, channel, language: of } = c.req.valid('param');
    return c.json(await editText(c.var.ctx, { launchId: id, channel, language: of, change: c.req.valid('json') }), 200);
  });
  app.openapi(scenesRoute, async (c) => {
    const { id, language: of } = c.req.valid('param');
    return c.json(await editScenes(c.var.ctx, { launchId: id, language: of, change: c.req.valid('json') }), 200);
  });
  app.openapi(photoRoute, async (c) => {
    const { id, scene } = c.req.valid('param');
    await choosePhoto(c.var.ctx, { launchId: id, scene, ...c.req.valid('json') });
    return c.json({ launchId: id }, 202);
  });
  // The body is streamed to disk, so the schema stands for the reference only and is not asked to parse it.
  app.openAPIRegistry.registerPath(photosRoute);
  app.post(photosRoute.getRoutingPath(), async (c) => {
    const { ctx } = c.var;
    const launchId = c.req.param('id');
    authorise(ctx, 'launches.write');
    await readLaunch(ctx, launchId); // told of before forty megabytes are read
    const { pictureIds } = await withUpload(ctx, c.req.raw, PHOTOS, ({ files }) => addPhotos(ctx, { launchId, photos: files }));
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`/admin/${ctx.shop.slug}/launches/${launchId}`, 303);
    return c.json({ pictureIds }, 202);
  });
}

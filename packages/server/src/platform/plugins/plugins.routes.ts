import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { json, jsonBody, problems } from '../routes/route-schemas.ts';
import { changePlugin, pluginChangeSchema } from './change-plugin.ts';
import { getPlugin, listPlugins } from './list-plugins.ts';
import { pluginViewSchema } from './plugin-view.ts';

const tags = ['Plugins'];
const plugin = json(pluginViewSchema, 'The plugin as this shop has it.');
const params = z.object({ plugin: z.string().openapi({ example: 'acme' }) });

const list = createRoute({
  method: 'get',
  path: '/api/v1/plugins',
  tags,
  summary: 'List plugins',
  description: 'Those that are broken too. Permission: `plugins.read`.',
  responses: { 200: json(z.object({ items: z.array(pluginViewSchema) }), 'All of them.'), ...problems(401, 403) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/plugins/{plugin}',
  tags,
  summary: 'Get a plugin',
  description: 'Permission: `plugins.read`.',
  request: { params },
  responses: { 200: plugin, ...problems(401, 403, 404) },
});

const change = createRoute({
  method: 'patch',
  path: '/api/v1/plugins/{plugin}',
  tags,
  summary: 'Turn a plugin on or off, and change its settings',
  description: 'What is left out stays. Secrets are taken and never given back. Permission: `plugins.write`.',
  request: { params, body: jsonBody(pluginChangeSchema) },
  responses: { 200: plugin, ...problems(401, 403, 404, 422) },
});

export function addPluginRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json({ items: await listPlugins(c.get('ctx')) }, 200));
  app.openapi(get, async (c) => c.json(await getPlugin(c.get('ctx'), { id: c.req.valid('param').plugin }), 200));
  app.openapi(change, async (c) =>
    c.json(await changePlugin(c.get('ctx'), { ...c.req.valid('json'), id: c.req.valid('param').plugin }), 200),
  );
}

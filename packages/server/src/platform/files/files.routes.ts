import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { authorise } from '../context.ts';
import { pageOf } from '../routes/paging.ts';
import type { RoomEnv } from '../routes/room-module.ts';
import { idParams, json, jsonBody, problems } from '../routes/route-schemas.ts';
import { addFiles } from './add-file.ts';
import { addressFile } from './address-file.ts';
import { beginUpload, newUploadSchema } from './begin-upload.ts';
import { confirmUpload } from './confirm-upload.ts';
import { deleteFile } from './delete-file.ts';
import { MOST_MEDIA_BYTES } from './file-type.ts';
import { getFileUsage } from './file-quota.ts';
import { libraryFileSchema, listFilesSchema } from './library-file.ts';
import { listFiles, showFile } from './list-files.ts';
import type { ReadableStream } from 'node:stream/web';
import { withUpload } from './read-upload.ts';
import { receiveUpload } from './receive-upload.ts';
import { renameFile, renameFileSchema } from './rename-file.ts';

const tags = ['Files'];
const reads = 'Permission: `files.read`.';
const writes = 'Permission: `files.write`.';
const file = json(libraryFileSchema, 'The file.');
/** At once by a form; many more one after another. */
const MOST_AT_ONCE = 8;

const list = createRoute({
  method: 'get',
  path: '/api/v1/files',
  tags,
  summary: 'List the library',
  description: `Newest first. The sizes made of a photo are part of it. ${reads}`,
  request: { query: listFilesSchema },
  responses: { 200: json(pageOf(libraryFileSchema), 'One page of files.'), ...problems(401, 403, 422) },
});

const usage = createRoute({
  method: 'get',
  path: '/api/v1/files/usage',
  tags,
  summary: 'How much the shop keeps, and may keep',
  description: reads,
  responses: {
    200: json(
      z.object({ bytes: z.int(), files: z.int(), most: z.object({ bytes: z.int(), files: z.int() }) }).openapi('FileUsage'),
      'What is on its way is counted too.',
    ),
    ...problems(401, 403),
  },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/files/{id}',
  tags,
  summary: 'Get a file of the library',
  description: reads,
  request: { params: idParams },
  responses: { 200: file, ...problems(401, 403, 404) },
});

const rename = createRoute({
  method: 'patch',
  path: '/api/v1/files/{id}',
  tags,
  summary: 'Rename a file',
  description: writes,
  request: { params: idParams, body: jsonBody(renameFileSchema) },
  responses: { 200: file, ...problems(401, 403, 404, 422) },
});

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/files/{id}',
  tags,
  summary: 'Delete a file that nothing uses',
  description: `409 while a product, a launch or an order uses it. ${writes}`,
  request: { params: idParams },
  responses: { 204: { description: 'It is gone.' }, ...problems(401, 403, 404, 409) },
});

const address = createRoute({
  method: 'get',
  path: '/api/v1/files/{id}/address',
  tags,
  summary: 'Sign an address for a download',
  description: 'Whoever has it may download the file for 15 minutes. Public files may be asked for by guests.',
  request: { params: idParams },
  responses: {
    200: json(z.object({ url: z.string(), expiresAt: z.string() }).openapi('FileAddress'), 'The address.'),
    ...problems(404, 503),
  },
});

const Form = z
  .object({
    files: z.any().openapi({ type: 'array', items: { type: 'string', format: 'binary' }, description: `At most ${MOST_AT_ONCE}.` }),
  })
  .openapi('FilesForm');

const add = createRoute({
  method: 'post',
  path: '/api/v1/files',
  tags,
  summary: 'Add files by a form',
  description: `Photos with all their sizes, films and sounds as they are. A form of a page is sent on to the library. ${writes}`,
  request: { body: { required: true, content: { 'multipart/form-data': { schema: Form } } } },
  responses: {
    201: json(z.object({ items: z.array(libraryFileSchema) }), 'The files, in the order they came.'),
    303: { description: 'For a form of a page: to the library.' },
    ...problems(401, 403, 413, 415, 422, 503, 507),
  },
});

const begin = createRoute({
  method: 'post',
  path: '/api/v1/files/uploads',
  tags,
  summary: 'Announce a file and get an address to send it to',
  description: `Send the bytes there by one PUT with the headers that are given, then confirm. ${writes}`,
  request: { body: jsonBody(newUploadSchema) },
  responses: {
    201: json(
      z
        .object({
          uploadId: z.string(),
          method: z.literal('PUT'),
          url: z.string(),
          headers: z.record(z.string(), z.string()),
          expiresAt: z.string(),
        })
        .openapi('UploadTicket'),
      'Where the bytes go.',
    ),
    ...problems(401, 403, 413, 415, 422, 503, 507),
  },
});

const send = createRoute({
  method: 'put',
  path: '/api/v1/files/uploads/{id}',
  tags,
  summary: 'Send the bytes of an announced file',
  description: 'At the signed address of its ticket, where the storage takes none itself. The signature is the permission.',
  request: {
    params: idParams,
    query: z.object({ expires: z.string(), signature: z.string() }),
    body: { required: true, content: { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } } },
  },
  responses: { 204: { description: 'They are here, and wait to be confirmed.' }, ...problems(403, 404, 413, 422, 503, 507) },
});

const confirm = createRoute({
  method: 'post',
  path: '/api/v1/files/uploads/{id}/confirm',
  tags,
  summary: 'Make a file of what was sent',
  description: `Size, hash and kind are held against what was announced; what differs is thrown away. ${writes}`,
  request: { params: idParams },
  responses: { 201: file, ...problems(401, 403, 404, 409, 413, 415, 422, 503, 507) },
});

export function addFileRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listFiles(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(usage, async (c) => c.json(await getFileUsage(c.var.ctx), 200));
  app.openapi(get, async (c) => c.json(await showFile(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(rename, async (c) => c.json(await renameFile(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('json') }), 200));
  app.openapi(remove, async (c) => {
    await deleteFile(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  app.openapi(address, async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await addressFile(c.var.ctx, c.req.valid('param')), 200);
  });
  app.openapi(begin, async (c) => c.json(await beginUpload(c.var.ctx, c.req.valid('json')), 201));
  app.openapi(send, async (c) => {
    const body = c.req.raw.body as ReadableStream | null;
    await receiveUpload(c.var.ctx, { ...c.req.valid('param'), ...c.req.valid('query'), body });
    return c.body(null, 204);
  });
  app.openapi(confirm, async (c) => {
    const { ctx } = c.var;
    const { fileId } = await confirmUpload(ctx, c.req.valid('param'));
    return c.json(await showFile(ctx, { id: fileId }), 201);
  });
  addFormRoute(app);
}

/** The body is streamed to disk, so the schema stands for the reference only and is not asked to parse it. */
function addFormRoute(app: OpenAPIHono<RoomEnv>): void {
  app.openAPIRegistry.registerPath(add);
  app.post(add.path, async (c) => {
    const { ctx } = c.var;
    authorise(ctx, 'files.write');
    const items = await withUpload(
      ctx,
      c.req.raw,
      { field: 'files', most: MOST_AT_ONCE, mostBytes: MOST_MEDIA_BYTES },
      async ({ files }) => {
        const ids = await addFiles(ctx, files);
        return Promise.all(ids.map((id) => showFile(ctx, { id })));
      },
    );
    if (c.req.header('accept')?.includes('text/html')) return c.redirect(`/admin/${ctx.shop.slug}/studio/library`, 303);
    return c.json({ items }, 201);
  });
}

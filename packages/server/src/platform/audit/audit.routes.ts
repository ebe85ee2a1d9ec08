import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { pageOf } from '../routes/paging.ts';
import type { RoomEnv } from '../routes/room-module.ts';
import { json, problems } from '../routes/route-schemas.ts';
import { AUDIT_FORMATS, exportAudit } from './export-audit.ts';
import { auditEntrySchema, auditSearchSchema, listAudit, listAuditSchema } from './list-audit.ts';
import { verifyAudit } from './verify-audit.ts';

const tags = ['Audit'];

const list = createRoute({
  method: 'get',
  path: '/api/v1/audit',
  tags,
  summary: 'Search the audit log',
  description: 'Newest first. Permission: `audit.read`.',
  request: { query: listAuditSchema },
  responses: { 200: json(pageOf(auditEntrySchema), 'One page of entries.'), ...problems(401, 403, 422) },
});

const exportRoute = createRoute({
  method: 'get',
  path: '/api/v1/audit/export',
  tags,
  summary: 'Take the audit log out',
  description:
    'All that is searched for, as one file. In CSV a cell that would be a formula begins with an apostrophe. Permission: `audit.read`.',
  request: { query: auditSearchSchema.extend({ format: z.enum(['csv', 'json']).default('csv') }) },
  responses: {
    200: {
      description: 'The entries, newest first.',
      content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: z.array(auditEntrySchema) } },
    },
    ...problems(401, 403, 422),
  },
});

const reportSchema = z
  .object({
    sealed: z.int(),
    unsealed: z.int(),
    head: z.object({ sequence: z.int(), hash: z.string() }).nullable(),
    faults: z.array(
      z.object({
        kind: z.enum(['changed', 'missing', 'inserted', 'reordered']),
        sequence: z.int().nullable(),
        entryId: z.string().nullable(),
      }),
    ),
  })
  .openapi('AuditReport');

const headSchema = z
  .string()
  .regex(/^[1-9]\d{0,15}:[0-9a-f]{64}$/, 'Write an end of the chain as its number and its hash with a colon between.')
  .openapi({ description: 'An end of the chain that was noted down before, `sequence:hash`: it must still be there.' });

const verify = createRoute({
  method: 'get',
  path: '/api/v1/audit/verification',
  tags,
  summary: 'Verify the audit log',
  description: 'Reads the whole log against its chain of hashes and names every row that is not as it was. Permission: `audit.read`.',
  request: { query: z.object({ head: headSchema.optional() }) },
  responses: { 200: json(reportSchema, 'What was found.'), ...problems(401, 403) },
});

export function addAuditRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listAudit(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(verify, async (c) => {
    const [sequence, hash = ''] = c.req.valid('query').head?.split(':') ?? [];
    return c.json((await verifyAudit(c.var.ctx, sequence ? { head: { sequence: Number(sequence), hash } } : {})) as never, 200);
  });
  app.openapi(exportRoute, async (c) => {
    const { format, ...search } = c.req.valid('query');
    const pieces = await exportAudit(c.var.ctx, { ...search, format });
    const day = c.var.ctx.clock.now().toString().slice(0, 10);
    c.header('content-type', AUDIT_FORMATS[format]);
    c.header('content-disposition', `attachment; filename="audit-${c.var.ctx.shop.slug}-${day}.${format}"`);
    c.header('cache-control', 'no-store');
    return c.body(toStream(pieces)) as never;
  });
}

const toStream = (pieces: AsyncIterable<string>): ReadableStream =>
  Readable.toWeb(Readable.from(pieces).map((piece: string) => Buffer.from(piece))) as ReadableStream;

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { pageOf } from '../routes/paging.ts';
import { idParams, json, problems } from '../routes/route-schemas.ts';
import { getMail } from './get-mail.ts';
import { listMail } from './list-mail.ts';
import { listMailSchema, mailSchema, mailSummarySchema } from './mail.ts';
import { resendMail } from './resend-mail.ts';

const tags = ['Mail'];

const list = createRoute({
  method: 'get',
  path: '/api/v1/mail',
  tags,
  summary: 'List mail',
  description: 'What the shop has sent or is about to send, newest first. Permission: `mail.read`.',
  request: { query: listMailSchema },
  responses: { 200: json(pageOf(mailSummarySchema), 'One page of mail.'), ...problems(401, 403, 422) },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/mail/{id}',
  tags,
  summary: 'Read a mail',
  description: 'Reading it is written into the audit log. Permission: `mail.read`.',
  request: { params: idParams },
  responses: { 200: json(mailSchema, 'The mail.'), ...problems(401, 403, 404) },
});

const resend = createRoute({
  method: 'post',
  path: '/api/v1/mail/{id}/resend',
  tags,
  summary: 'Send a mail again',
  description: 'For one that failed, or of which nobody knows whether it arrived. Permission: `mail.write`.',
  request: { params: idParams },
  responses: { 200: json(mailSchema, 'The mail, queued.'), ...problems(401, 403, 404, 409) },
});

/** Mail: list, read, send again. */
export function addMailRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(list, async (c) => c.json(await listMail(c.var.ctx, c.req.valid('query')), 200));
  app.openapi(get, async (c) => c.json(await getMail(c.var.ctx, c.req.valid('param')), 200));
  app.openapi(resend, async (c) => c.json(await resendMail(c.var.ctx, c.req.valid('param')), 200));
}

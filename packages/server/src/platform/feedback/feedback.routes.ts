import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { json, jsonBody, problems } from '../routes/route-schemas.ts';
import { feedbackSchema, sendFeedback } from './send-feedback.ts';

const send = createRoute({
  method: 'post',
  path: '/api/v1/feedback',
  tags: ['Feedback'],
  summary: 'Tell the operator',
  description: 'What works, what does not, what is missing. Permission: `feedback.write`.',
  request: { body: jsonBody(feedbackSchema) },
  responses: { 201: json(z.object({ id: z.string() }), 'It was kept and is sent on.'), ...problems(401, 403, 422) },
});

export function addFeedbackRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(send, async (c) => c.json(await sendFeedback(c.var.ctx, c.req.valid('json')), 201));
}

import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { RoomEnv } from '../routes/room-module.ts';
import { pageOf } from '../routes/paging.ts';
import { idParams, json, jsonBody, problems } from '../routes/route-schemas.ts';
import { decideReviewItem, reviewDecisionSchema } from './decide-review-item.ts';
import { listReviews, listReviewsSchema } from './list-reviews.ts';

const ItemDocument = z
  .looseObject({
    id: z.string(),
    subjectId: z.string().openapi({ description: 'What it was found in: a launch.' }),
    rule: z.string().openapi({ example: 'contact-details' }),
    reason: z.string(),
    excerpt: z.string(),
    state: z.enum(['open', 'decided']),
    decision: z.enum(['allowed', 'refused', 'mended']).nullable(),
    dueAt: z.string(),
  })
  .openapi('ReviewItem');

const listRoute = createRoute({
  method: 'get',
  path: '/api/v1/reviews',
  tags: ['Reviews'],
  summary: 'What waits for a person, most urgent first',
  description: 'Needs reviews.read.',
  request: { query: listReviewsSchema },
  responses: { 200: json(pageOf(ItemDocument), 'One page of findings.'), ...problems(401, 403, 422) },
});

const decideRoute = createRoute({
  method: 'post',
  path: '/api/v1/reviews/{id}/decision',
  tags: ['Reviews'],
  summary: 'Decide on a finding',
  description: 'Needs reviews.write. `allowed` overrides the rule and needs a `note` that says why; `refused` upholds it.',
  request: { params: idParams, body: jsonBody(reviewDecisionSchema.openapi('ReviewDecision')) },
  responses: { 200: json(ItemDocument, 'The finding as decided.'), ...problems(401, 403, 404, 409, 422) },
});

export function addReviewRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(listRoute, async (c) => c.json((await listReviews(c.var.ctx, c.req.valid('query'))) as never, 200));
  app.openapi(decideRoute, async (c) =>
    c.json((await decideReviewItem(c.var.ctx, { id: c.req.valid('param').id, ...c.req.valid('json') })) as never, 200),
  );
}

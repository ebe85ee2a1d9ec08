import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { json, problems, type RoomEnv } from '#platform';
import { salesInputSchema, salesSummarySchema } from './sales.ts';
import { summarizeSales } from './summarize-sales.ts';

const summarize = createRoute({
  method: 'get',
  path: '/api/v1/insights/sales',
  tags: ['Insights'],
  summary: 'Summarise the sales of the last days',
  description: 'Without cancelled orders, by day in the time zone of the shop. Permission: `insights.read`.',
  request: { query: salesInputSchema },
  responses: { 200: json(salesSummarySchema, 'The sales.'), ...problems(401, 403, 422) },
});

export function addSalesRoutes(app: OpenAPIHono<RoomEnv>): void {
  app.openapi(summarize, async (c) => c.json(await summarizeSales(c.get('ctx'), c.req.valid('query')), 200));
}

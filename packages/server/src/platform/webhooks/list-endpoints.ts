import { authorise, type Ctx } from '../context.ts';
import { findEndpoint, selectEndpoints } from './endpoint.store.ts';
import type { EndpointView } from './webhook.ts';

/** All endpoints of the shop, the oldest first. @throws BottegaError forbidden */
export async function listWebhookEndpoints(ctx: Ctx): Promise<EndpointView[]> {
  authorise(ctx, 'webhooks.read');
  const rows = await selectEndpoints(ctx).orderBy('webhook_endpoint.id').execute();
  return rows.map((row) => ({ ...row, waiting: Number(row.waiting) }));
}

/** @throws BottegaError forbidden, not_found */
export async function getWebhookEndpoint(ctx: Ctx, { id }: { id: string }): Promise<EndpointView> {
  authorise(ctx, 'webhooks.read');
  return findEndpoint(ctx, id);
}

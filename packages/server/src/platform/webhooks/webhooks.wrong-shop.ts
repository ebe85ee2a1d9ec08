import type { WrongShopCases } from '../../testing/wrong-shop/cases.ts';
import { createWebhookEndpoint } from './create-endpoint.ts';
import { sendTestEvent } from './replay.ts';

export const cases: WrongShopCases = {
  async plant({ owner, canary }) {
    const { endpoint } = await createWebhookEndpoint(owner, { url: 'https://hooks.example/bottega', description: canary });
    const { id } = await sendTestEvent(owner, { id: endpoint.id });
    return { webhook: endpoint.id, webhookDelivery: id };
  },
  parameters: { 'webhook-deliveries/{id}': 'webhookDelivery' },
  fields: {
    'get /api/v1/webhooks/{id}/deliveries cursor': 'webhookDelivery',
  },
  bodies: {
    'post /api/v1/webhooks': () => ({ url: 'https://hooks.example/another', events: ['order.placed'] }),
    'patch /api/v1/webhooks/{id}': () => ({ description: 'changed' }),
    'post /api/v1/webhooks/{id}/replay': () => ({ since: '2026-01-01T00:00:00Z' }),
  },
};

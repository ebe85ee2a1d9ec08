import { z } from '@hono/zod-openapi';
import { pageInputSchema } from '../routes/paging.ts';
import { WEBHOOK_EVENT_NAMES } from './webhook-events.ts';

/** `off` by hand; `gone` because it said so (410); `failing` because it has taken nothing for days. */
export const ENDPOINT_STATES = ['on', 'off', 'gone', 'failing'] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

/** `held` while its endpoint is off; `failed` when it was given up. */
export const WEBHOOK_DELIVERY_STATES = ['waiting', 'held', 'delivered', 'failed'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

const instant = z.string().openapi({ format: 'date-time' });
const eventName = z.enum(WEBHOOK_EVENT_NAMES, 'There is no such kind of event: docs/webhooks.md lists them.');
const url = z.string().trim().min(1, 'Give the address to send to.').max(2_000, 'An address has at most 2,000 characters.');
const description = z.string().trim().max(200, 'A description has at most 200 characters.');
const events = z
  .array(eventName)
  .max(WEBHOOK_EVENT_NAMES.length)
  .transform((list) => [...new Set(list)])
  .openapi({ description: 'Which kinds of events; an empty list means all.' });

export const createEndpointSchema = z.object({ url, description: description.default(''), events: events.default([]) });

export const updateEndpointSchema = z
  .object({ url, description, events, enabled: z.boolean() })
  .partial()
  .openapi({ description: 'What is left out stays as it is.' });

export const endpointSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()).openapi({ description: 'An empty list means all.' }),
    state: z.enum(ENDPOINT_STATES).openapi({
      description: '`on`; `off` by hand; `gone` because it answered 410; `failing` because it has taken nothing for three days.',
    }),
    failingSince: instant.nullable().openapi({ description: 'Since when it has taken nothing; null while all is well.' }),
    waiting: z.int().openapi({ description: 'Events that wait to be taken.' }),
    createdAt: instant,
  })
  .openapi('WebhookEndpoint');
export type EndpointView = z.output<typeof endpointSchema>;

export const endpointWithSecretSchema = z
  .object({ endpoint: endpointSchema, secret: z.string().openapi({ description: 'What signs. It is told this once.' }) })
  .openapi('WebhookEndpointWithSecret');
export type EndpointWithSecret = z.output<typeof endpointWithSecretSchema>;

const trySchema = z.object({
  at: instant,
  ms: z.int().openapi({ description: 'Until the answer, in milliseconds.' }),
  status: z.int().nullable().openapi({ description: 'Null when no answer came.' }),
  excerpt: z.string().openapi({ description: 'The beginning of the answer, or why there was none.' }),
});

export const deliverySchema = z
  .object({
    id: z.string(),
    endpointId: z.string(),
    messageId: z.string().openapi({ description: 'The `webhook-id` that is sent: the same for each try and each replay.' }),
    event: z.string(),
    state: z.enum(WEBHOOK_DELIVERY_STATES),
    tries: z.array(trySchema).openapi({ description: 'The latest ten, the last first.' }),
    nextTryAt: instant.nullable(),
    createdAt: instant,
  })
  .openapi('WebhookDelivery');
export type WebhookDeliveryView = z.output<typeof deliverySchema>;

export const listDeliveriesSchema = pageInputSchema.extend({ state: z.enum(WEBHOOK_DELIVERY_STATES).optional() });

export const replaySchema = z.object({ since: z.iso.datetime({ offset: true, message: 'Give a moment such as 2026-11-20T08:00:00Z.' }) });

/** The `webhook-id` of an event. */
export const messageIdOf = (eventId: string): string => `evt_${eventId}`;

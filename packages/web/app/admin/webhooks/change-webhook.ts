import type { Operations } from 'bottega/web-context';
import type { Room } from '../room.ts';
import { readWebhook } from './read-webhook.ts';

type Done = { readonly secret?: string; readonly replayed?: number };
type Asked = { readonly id: string; readonly form: FormData };

const HOUR_MS = 3_600_000;

/** Does what a form of the webhook's page asks for, and answers with what the page has to show of it. */
export async function changeWebhook(platform: Operations['platform'], ctx: Room['ctx'], { id, form }: Asked): Promise<Done> {
  switch (form.get('intent')) {
    case 'on':
    case 'off':
      await platform.updateWebhookEndpoint(ctx, { id, enabled: form.get('intent') === 'on' });
      return {};
    case 'test':
      await platform.sendTestEvent(ctx, { id });
      return { replayed: 1 };
    case 'rotate':
      return { secret: (await platform.rotateWebhookSecret(ctx, { id })).secret };
    case 'replay':
      await platform.replayWebhookDelivery(ctx, { id: String(form.get('delivery')) });
      return { replayed: 1 };
    case 'replay-since': {
      const since = new Date(Date.now() - Number(form.get('hours')) * HOUR_MS).toISOString();
      return { replayed: (await platform.replayWebhooksSince(ctx, { id, since })).count };
    }
    case 'remove':
      await platform.deleteWebhookEndpoint(ctx, { id });
      return {};
    default:
      await platform.updateWebhookEndpoint(ctx, { id, ...readWebhook(form) });
      return {};
  }
}

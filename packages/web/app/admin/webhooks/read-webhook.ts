import type { Operations } from 'bottega/web-context';

type NewWebhook = Parameters<Operations['platform']['createWebhookEndpoint']>[1];

/** What the form says of a webhook. The operation judges it. */
export function readWebhook(form: FormData): Required<NewWebhook> {
  const text = (name: string) => String(form.get(name) ?? '');
  return {
    url: text('url'),
    description: text('description'),
    events: form.getAll('events').map(String) as Required<NewWebhook>['events'],
  };
}

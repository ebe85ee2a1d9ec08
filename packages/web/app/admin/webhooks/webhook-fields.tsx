import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Field } from '../../parts/field.tsx';
import type { Webhook } from '../types.ts';

/** What a refusal says of a field to whoever reads no English. */
export const WEBHOOK_SENTENCES: Readonly<Record<string, MessageKey>> = {
  url: 'webhooks.error.url',
  description: 'webhooks.error.description',
  events: 'webhooks.error.events',
};

type WebhookFieldsProps = {
  readonly kinds: readonly string[];
  /** What stands there already. */
  readonly webhook?: Webhook;
  readonly errorOf: (field: string) => string | undefined;
};

/** Where to, what for, and which events. */
export function WebhookFields({ kinds, webhook, errorOf }: WebhookFieldsProps) {
  const t = useMessages();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label={t('webhooks.url')} hint={t('webhooks.urlHint')} error={errorOf('url')} className="sm:col-span-2">
        {(tie) => (
          <input
            {...tie}
            name="url"
            type="url"
            inputMode="url"
            required
            dir="ltr"
            autoComplete="off"
            placeholder="https://example.com/hook"
            defaultValue={webhook?.url}
          />
        )}
      </Field>
      <Field
        label={t('webhooks.description')}
        hint={t('webhooks.descriptionHint')}
        error={errorOf('description')}
        className="sm:col-span-2"
      >
        {(tie) => <input {...tie} name="description" dir="auto" maxLength={200} defaultValue={webhook?.description} />}
      </Field>
      <EventBoxes kinds={kinds} chosen={webhook?.events ?? []} />
    </div>
  );
}

/** One box for each kind of event; none ticked means all. */
function EventBoxes({ kinds, chosen }: { kinds: readonly string[]; chosen: readonly string[] }) {
  const t = useMessages();
  return (
    <details className="sm:col-span-2" open={chosen.length > 0}>
      <summary className="label cursor-pointer">{t('webhooks.events', { count: chosen.length })}</summary>
      <fieldset>
        <legend className="hint mb-2">{t('webhooks.eventsHint')}</legend>
        <div className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          {kinds.map((kind) => (
            <label key={kind} className="flex min-h-11 items-center gap-2.5 lg:min-h-8">
              <input type="checkbox" name="events" value={kind} defaultChecked={chosen.includes(kind)} className="size-4 accent-ink" />
              <code dir="ltr">{kind}</code>
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  );
}

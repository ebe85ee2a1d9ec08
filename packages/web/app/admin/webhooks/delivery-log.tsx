import { RotateCw } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { FilterTabs } from '../parts/filter-tabs.tsx';
import { Pager } from '../parts/pager.tsx';
import type { WebhookDelivery } from '../types.ts';
import { DeliveryPill } from './webhook-pill.tsx';

export const DELIVERY_STATES = ['waiting', 'held', 'delivered', 'failed'] as const;

type DeliveryLogProps = {
  readonly deliveries: readonly WebhookDelivery[];
  readonly next: string | null;
  readonly state: string;
  /** Whether a message may be sent again: the webhook is on, and the reader may. */
  readonly mayReplay: boolean;
};

/** What was sent, and what came back. */
export function DeliveryLog({ deliveries, next, state, mayReplay }: DeliveryLogProps) {
  const t = useMessages();
  const choices = [
    { value: '', label: t('webhooks.all') },
    ...DELIVERY_STATES.map((value) => ({ value, label: t(`webhooks.delivery.${value}`) })),
  ];
  return (
    <Section title={t('webhooks.log')}>
      <FilterTabs label={t('webhooks.filter')} name="state" current={state} choices={choices} />
      {deliveries.length === 0 ? (
        <p className="py-6 text-ink-2">{t(state ? 'webhooks.noneSuch' : 'webhooks.logEmpty')}</p>
      ) : (
        <ul className="mt-2">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} mayReplay={mayReplay} />
          ))}
        </ul>
      )}
      <Pager next={next} />
    </Section>
  );
}

function Delivery({ delivery, mayReplay }: { delivery: WebhookDelivery; mayReplay: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <li className="border-t border-line py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-48">
          <code dir="ltr" className="font-medium">
            {delivery.event}
          </code>
          <time dateTime={delivery.createdAt} className="block text-12 text-ink-2">
            {formats.moment(delivery.createdAt)}
          </time>
        </div>
        <DeliveryPill state={delivery.state} />
        {mayReplay && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="delivery" value={delivery.id} />
            <Button
              type="submit"
              name="intent"
              value="replay"
              size="small"
              disabled={isBusy}
              aria-label={t('webhooks.replayOne', { event: delivery.event })}
            >
              <RotateCw className="i" />
              {t('webhooks.again')}
            </Button>
          </Form>
        )}
      </div>
      <Tries delivery={delivery} />
    </li>
  );
}

function Tries({ delivery: { tries, messageId, nextTryAt } }: { delivery: WebhookDelivery }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-12 text-ink-2">{t('webhooks.tries', { count: tries.length })}</summary>
      <p className="mt-2 text-12 text-ink-2">
        <code dir="ltr" className="wrap-anywhere">
          {messageId}
        </code>
        {nextTryAt && (
          <>
            {' · '}
            {t('webhooks.next', { moment: formats.moment(nextTryAt) })}
          </>
        )}
      </p>
      <ol className="mt-1">
        {tries.map(({ at, ms, status, excerpt }) => (
          <li key={at} className="py-1.5">
            <span className="text-12 text-ink-2">
              <time dateTime={at}>{formats.moment(at)}</time> ·{' '}
              {status === null ? t('webhooks.noAnswer') : t('webhooks.answered', { status: String(status) })} · {t('webhooks.took', { ms })}
            </span>
            {excerpt && (
              <pre dir="auto" className="max-h-40 overflow-auto whitespace-pre-wrap wrap-anywhere text-12">
                {excerpt}
              </pre>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

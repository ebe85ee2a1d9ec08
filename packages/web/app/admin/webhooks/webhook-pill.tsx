import { Check, Hourglass, OctagonAlert, Pause, Radio } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { Webhook, WebhookDelivery } from '../types.ts';

const ENDPOINT_LOOKS = {
  on: { look: 'ok', icon: Radio },
  off: { look: 'plain', icon: Pause },
  gone: { look: 'bad', icon: OctagonAlert },
  failing: { look: 'bad', icon: OctagonAlert },
} as const;

/** Whether an address is told events, as icon and word; one that is on and takes nothing says so. */
export function WebhookPill({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const t = useMessages();
  if (state === 'on' && failingSince) {
    return (
      <Pill look="warn" icon={OctagonAlert}>
        {t('webhooks.takesNothing')}
      </Pill>
    );
  }
  return <Pill {...ENDPOINT_LOOKS[state]}>{t(`webhooks.state.${state}`)}</Pill>;
}

const DELIVERY_LOOKS = {
  waiting: { look: 'live', icon: Hourglass },
  held: { look: 'plain', icon: Pause },
  delivered: { look: 'ok', icon: Check },
  failed: { look: 'bad', icon: OctagonAlert },
} as const;

/** How one message stands. */
export function DeliveryPill({ state }: { state: WebhookDelivery['state'] }) {
  const t = useMessages();
  return <Pill {...DELIVERY_LOOKS[state]}>{t(`webhooks.delivery.${state}`)}</Pill>;
}

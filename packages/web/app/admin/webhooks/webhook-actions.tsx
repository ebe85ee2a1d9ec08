import { KeyRound, Power, Send, Trash2 } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { Webhook } from '../types.ts';

/** What can be done with a webhook beside changing its words. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const isOn = webhook.state === 'on';
  const { host } = new URL(webhook.url);
  return (
    <>
      <ConfirmDialog
        trigger={
          <>
            <Trash2 className="i" />
            {t('webhooks.remove')}
          </>
        }
        title={t('webhooks.removeTitle', { host })}
        keep={t('webhooks.keep')}
        confirm={t('webhooks.remove')}
        intent="remove"
      >
        {t('webhooks.removeMeaning', { count: webhook.waiting })}
      </ConfirmDialog>
      <ConfirmDialog
        trigger={
          <>
            <KeyRound className="i" />
            {t('webhooks.rotate')}
          </>
        }
        title={t('webhooks.rotateTitle')}
        keep={t('webhooks.keepSecret')}
        confirm={t('webhooks.rotate')}
        intent="rotate"
      >
        {t('webhooks.rotateMeaning')}
      </ConfirmDialog>
      <Form method="post" preventScrollReset className="flex flex-wrap gap-2">
        <Button type="submit" name="intent" value={isOn ? 'off' : 'on'} look={isOn ? 'line' : 'ink'} disabled={isBusy}>
          <Power className="i" />
          {t(isOn ? 'webhooks.turnOff' : 'webhooks.turnOn')}
        </Button>
        {isOn && (
          <Button type="submit" name="intent" value="test" look="ink" disabled={isBusy}>
            <Send className="i" />
            {t('webhooks.test')}
          </Button>
        )}
      </Form>
    </>
  );
}

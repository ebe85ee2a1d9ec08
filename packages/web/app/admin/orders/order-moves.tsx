import { Ban, Banknote, Truck } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { OrderView } from '../types.ts';

/** What can be done with an order in its state: take the payment as arrived, send it, or cancel it. */
export function OrderMoves({ order }: { order: OrderView }) {
  const t = useMessages();
  const formats = useFormats();
  const isBusy = useNavigation().state !== 'idle';
  const total = formats.money(order.total);
  const isOpen = order.state === 'placed' || order.state === 'paid';
  return (
    <>
      {isOpen && (
        <ConfirmDialog
          trigger={
            <>
              <Ban className="i" />
              {t('order.cancel')}
            </>
          }
          title={t('order.cancelTitle', { code: order.code, total })}
          keep={t('order.keep')}
          confirm={t('order.cancelConfirm', { total })}
          intent="cancel"
        >
          {t(order.paymentState === 'captured' ? 'order.cancelPaidMeaning' : 'order.cancelMeaning', { name: order.address.name, total })}
        </ConfirmDialog>
      )}
      <Form method="post" preventScrollReset>
        {order.state === 'placed' && (
          <Button type="submit" name="intent" value="pay" look="ink" disabled={isBusy}>
            <Banknote className="i" />
            {t('order.markPaid', { total })}
          </Button>
        )}
        {order.state === 'paid' && (
          <Button type="submit" name="intent" value="fulfil" look="ink" disabled={isBusy}>
            <Truck className="i i-turn" />
            {t('order.fulfil')}
          </Button>
        )}
      </Form>
    </>
  );
}

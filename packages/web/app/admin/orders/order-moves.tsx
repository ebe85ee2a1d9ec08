import { Ban, Banknote } from 'lucide-react';
import { Form, useNavigation } from 'react-router';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { useFormats } from '../formats.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import type { OrderView } from '../types.ts';

/** What can be done with the whole of an order now: take its transfer as arrived, take what is promised, or cancel it. */
export function OrderMoves({ order }: { order: OrderView }) {
  const t = useMessages();
  const formats = useFormats();
  const isBusy = useNavigation().state !== 'idle';
  const total = formats.money(order.total);
  const may = (action: OrderView['actions'][number]) => order.actions.includes(action);
  return (
    <>
      {may('cancel') && (
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
          {t(meaningKey(order), { name: order.address.name, total: formats.money(order.refundable) })}
        </ConfirmDialog>
      )}
      {(may('pay') || may('capture')) && (
        <Form method="post" preventScrollReset>
          <Button type="submit" name="intent" value={may('pay') ? 'pay' : 'capture'} look={may('pay') ? 'ink' : 'line'} disabled={isBusy}>
            <Banknote className="i" />
            {may('pay') ? t('order.markPaid', { total: formats.money(dueOf(order)) }) : t('order.capture')}
          </Button>
        </Form>
      )}
    </>
  );
}

function meaningKey({ paymentState, payment }: OrderView): MessageKey {
  if (paymentState !== 'paid' && paymentState !== 'part') return 'order.cancelMeaning';
  return payment.isByHand ? 'order.cancelTransferMeaning' : 'order.cancelPaidMeaning';
}

const dueOf = ({ total, credit }: OrderView): OrderView['total'] => ({ ...total, amount: total.amount - credit.amount });

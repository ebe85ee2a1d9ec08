import { Ban, Banknote, Check, CircleX, HandCoins, Hourglass, PackageCheck, PackageOpen, Undo2 } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { type OrderStage, stageOf } from '../../parts/order-stage.ts';
import { Pill } from '../../parts/pill.tsx';
import type { OrderSummary } from '../types.ts';

const STAGES = {
  placed: { look: 'plain', icon: Hourglass },
  failed: { look: 'bad', icon: CircleX },
  paid: { look: 'warn', icon: PackageCheck },
  partly: { look: 'warn', icon: PackageOpen },
  fulfilled: { look: 'ok', icon: Check },
  cancelled: { look: 'bad', icon: Ban },
} as const satisfies Record<OrderStage, object>;

const PAYMENTS = {
  awaiting: { look: 'warn', icon: Hourglass },
  authorised: { look: 'plain', icon: HandCoins },
  part: { look: 'plain', icon: HandCoins },
  paid: { look: 'ok', icon: Banknote },
  failed: { look: 'bad', icon: CircleX },
  cancelled: { look: 'plain', icon: Ban },
} as const;

type Standing = Pick<OrderSummary, 'state' | 'paymentState' | 'fulfilmentState'>;

/** What matters most of where an order stands. */
export function OrderPill({ order }: { order: Standing }) {
  const t = useMessages();
  const stage = stageOf(order);
  return <Pill {...STAGES[stage]}>{t(`order.state.${stage}`)}</Pill>;
}

/** How its money stands, and beside it whether some went back. */
export function PaymentPill({ order: { paymentState, refundState } }: { order: Pick<OrderSummary, 'paymentState' | 'refundState'> }) {
  const t = useMessages();
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <Pill {...PAYMENTS[paymentState]}>{t(`order.payment.${paymentState}`)}</Pill>
      {refundState !== 'none' && <Pill icon={Undo2}>{t(`order.refund.${refundState}`)}</Pill>}
    </span>
  );
}

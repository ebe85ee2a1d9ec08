import { Ban, Banknote, Check, Hourglass, PackageCheck, Undo2 } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Pill } from '../../parts/pill.tsx';
import type { OrderSummary } from '../types.ts';

const STATES = {
  placed: { look: 'plain', icon: Hourglass },
  paid: { look: 'warn', icon: PackageCheck },
  fulfilled: { look: 'ok', icon: Check },
  cancelled: { look: 'bad', icon: Ban },
} as const;

const PAYMENTS = {
  awaiting_transfer: { look: 'warn', icon: Hourglass },
  captured: { look: 'ok', icon: Banknote },
  refunded: { look: 'plain', icon: Undo2 },
} as const;

export function OrderPill({ state }: Pick<OrderSummary, 'state'>) {
  const t = useMessages();
  return <Pill {...STATES[state]}>{t(`order.state.${state}`)}</Pill>;
}

export function PaymentPill({ paymentState }: Pick<OrderSummary, 'paymentState'>) {
  const t = useMessages();
  return <Pill {...PAYMENTS[paymentState]}>{t(`order.payment.${paymentState}`)}</Pill>;
}

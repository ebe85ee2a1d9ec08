import { PackageMinus, StickyNote, Truck, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import type { OrderView } from '../types.ts';

type Line = OrderView['lines'][number];
type Told = (field: string) => string | undefined;

const openOf = ({ quantity, sent, cancelled }: Line): number => quantity - sent - cancelled;

/** How many of each line: one number for every line of which any are left. */
function UnitFields({
  name,
  lines,
  left,
  filled,
}: {
  name: string;
  lines: readonly Line[];
  left: (line: Line) => number;
  filled?: boolean;
}) {
  const t = useMessages();
  return (
    <ul className="flex flex-col gap-2">
      {lines
        .filter((line) => left(line) > 0)
        .map((line) => (
          <li key={line.position} className="flex items-center gap-3">
            <label className="flex min-w-0 grow items-center justify-between gap-3">
              <bdi className="min-w-0 wrap-anywhere">{line.title}</bdi>
              <input
                type="number"
                name={`${name}.${line.position}`}
                min={0}
                max={left(line)}
                defaultValue={filled ? left(line) : 0}
                className="input w-20 shrink-0"
              />
            </label>
            <span className="w-16 shrink-0 text-ink-2">{t('order.ofOpen', { count: left(line) })}</span>
          </li>
        ))}
    </ul>
  );
}

function Do({ intent, look = 'line', children }: { intent: string; look?: 'ink' | 'line' | 'bad'; children: ReactNode }) {
  const isBusy = useNavigation().state !== 'idle';
  return (
    <div>
      <Button type="submit" name="intent" value={intent} look={look} disabled={isBusy}>
        {children}
      </Button>
    </div>
  );
}

/** Sends what is left of an order, or a part of it. */
export function SendForm({ order, told }: { order: OrderView; told: Told }) {
  const t = useMessages();
  return (
    <Section title={t('order.send')}>
      <Form method="post" preventScrollReset className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-2">
          <legend className="label">{t('order.sendWhat')}</legend>
          <UnitFields name="send" lines={order.lines} left={openOf} filled />
        </fieldset>
        {told('lines') && <p className="error">{told('lines')}</p>}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('order.carrier')}>{(tie) => <input {...tie} name="carrier" maxLength={80} dir="auto" />}</Field>
          <Field label={t('order.trackingNumber')}>{(tie) => <input {...tie} name="trackingNumber" maxLength={100} dir="ltr" />}</Field>
        </div>
        <Field label={t('order.trackingUrl')} error={told('tracking')}>
          {(tie) => <input {...tie} type="url" name="trackingUrl" maxLength={500} dir="ltr" placeholder="https://" />}
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" name="notify" value="yes" defaultChecked className="size-4 accent-ink" />
          {t('order.tellBuyer')}
        </label>
        <Do intent="fulfil" look="ink">
          <Truck className="i i-turn" />
          {t('order.fulfil')}
        </Do>
      </Form>
    </Section>
  );
}

/** Gives money back: for units and the shipping, or an amount. */
export function RefundForm({ order, told }: { order: OrderView; told: Told }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <Folded title={t('order.refundTitle')}>
      <Form method="post" preventScrollReset className="flex flex-col gap-4">
        <p className="text-ink-2">
          {t('order.refundLeft', { amount: formats.money(order.refundable) })} {order.payment.isByHand && t('order.refundByHand')}
        </p>
        <fieldset className="flex flex-col gap-2">
          <legend className="label">{t('order.refundUnits')}</legend>
          <UnitFields name="refund" lines={order.lines} left={({ quantity, refunded }) => quantity - refunded} />
        </fieldset>
        {told('lines') && <p className="error">{told('lines')}</p>}
        {order.shippingRefundable.amount > 0 && (
          <label className="flex items-center gap-2">
            <input type="checkbox" name="shipping" value={order.shippingRefundable.amount} className="size-4 accent-ink" />
            {t('order.refundShipping', { amount: formats.money(order.shippingRefundable) })}
          </label>
        )}
        <label className="flex items-center gap-2">
          <input type="checkbox" name="restock" value="yes" className="size-4 accent-ink" />
          {t('order.restock')}
        </label>
        <Field label={t('order.refundAmount', { currency: order.total.currency })} error={told('amount')}>
          {(tie) => <input {...tie} name="amount" inputMode="decimal" dir="ltr" />}
        </Field>
        <Field label={t('order.reason')}>{(tie) => <input {...tie} name="reason" maxLength={500} dir="auto" />}</Field>
        <Do intent="refund" look="bad">
          <Undo2 className="i" />
          {t('order.refundDo')}
        </Do>
      </Form>
    </Folded>
  );
}

/** Takes units that were not sent out of the order. */
export function CancelUnitsForm({ order, told }: { order: OrderView; told: Told }) {
  const t = useMessages();
  return (
    <Folded title={t('order.unitsTitle')}>
      <Form method="post" preventScrollReset className="flex flex-col gap-4">
        <p className="text-ink-2">{t('order.unitsMeaning')}</p>
        <UnitFields name="cancel" lines={order.lines} left={openOf} />
        {told('lines') && <p className="error">{told('lines')}</p>}
        <Field label={t('order.reason')}>{(tie) => <input {...tie} name="reason" maxLength={500} dir="auto" />}</Field>
        <Do intent="cancel_units" look="bad">
          <PackageMinus className="i" />
          {t('order.unitsDo')}
        </Do>
      </Form>
    </Folded>
  );
}

export function NoteForm({ told, written }: { told: Told; written: number }) {
  const t = useMessages();
  return (
    <Form method="post" preventScrollReset className="mt-4 flex flex-wrap items-end gap-2">
      <Field label={t('order.note')} error={told('note')} className="grow">
        {(tie) => <input {...tie} key={written} name="note" maxLength={500} dir="auto" />}
      </Field>
      <Do intent="note">
        <StickyNote className="i" />
        {t('order.noteDo')}
      </Do>
    </Form>
  );
}

/** What is seldom needed stays folded. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="rounded-1 border border-line bg-sheet px-4 py-3">
      <summary className="cursor-pointer font-medium">{title}</summary>
      <div className="mt-4">{children}</div>
    </details>
  );
}

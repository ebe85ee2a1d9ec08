import { X } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import type { CartView } from '../types.ts';
import { Step } from './step.tsx';

/** Discount codes and gift cards: what lies in the basket, and a place for one more. */
export function Codes({ cart, error }: { cart: CartView; error: string | undefined }) {
  const t = useMessages();
  const idle = new Map(cart.idleCodes.map(({ code, reason }) => [code, reason]));
  const codes = [
    ...cart.codes.map((code) => ({ value: code, label: code, isIdle: idle.has(code) })),
    ...cart.giftCards.map(({ id, ending }) => ({ value: id, label: t('checkout.code.card', { ending }), isIdle: false })),
  ];
  return (
    <Step title={t('checkout.code.title')}>
      {codes.length > 0 && (
        <ul className="mt-4 flex flex-col gap-2">
          {codes.map(({ value, label, isIdle }) => (
            <li key={value} className="flex flex-wrap items-center gap-3 rounded-1 bg-felt px-4 py-2">
              <bdi className="font-medium">{label}</bdi>
              {isIdle && <span className="text-14 text-ink-2">{t('checkout.code.idle')}</span>}
              <Button
                type="submit"
                name="intent"
                value={`uncode ${value}`}
                look="quiet"
                className="ms-auto"
                aria-label={t('checkout.code.remove', { code: label })}
              >
                <X className="i" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <Field label={t('checkout.code.label')} error={error} className="min-w-48 grow">
          {(tie) => <input {...tie} name="code" autoComplete="off" autoCapitalize="characters" dir="ltr" />}
        </Field>
        <Button type="submit" name="intent" value="code">
          {t('checkout.code.add')}
        </Button>
      </div>
    </Step>
  );
}

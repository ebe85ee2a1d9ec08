import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import type { Promotion } from '../types.ts';

/** What a promotion takes off, in a few words. */
export function useEffectText(): (promotion: Pick<Promotion, 'effect' | 'currency'>) => string {
  const t = useMessages();
  const formats = useFormats();
  return ({ effect, currency }) => {
    if (effect.kind === 'percent') return t('pricing.takesPercent', { percent: formats.percent((effect.bps ?? 0) / 10_000) });
    if (effect.kind === 'fixed')
      return t('pricing.takesAmount', { amount: formats.money({ amount: effect.amount ?? 0, currency: currency ?? 'EUR' }) });
    if (effect.kind === 'free_shipping') return t('pricing.takesShipping');
    return t('pricing.takesUnits', { units: (effect.buy ?? 0) + (effect.get ?? 0), paid: effect.buy ?? 0 });
  };
}

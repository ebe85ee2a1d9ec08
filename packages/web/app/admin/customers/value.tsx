import { Money } from '../../parts/money.tsx';
import type { CustomerSummary } from '../types.ts';

/** What somebody has paid, one sum of each currency. */
export function Value({ value }: { value: CustomerSummary['value'] }) {
  if (value.length === 0) return '—';
  return value.map((money) => (
    <span key={money.currency} className="block">
      <Money money={money} />
    </span>
  ));
}

import { Link } from 'react-router';
import { LANGUAGES } from '../../i18n/languages.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Money } from '../../parts/money.tsx';
import { usePage, useShopPath } from '../../use-page.ts';
import type { OwnOrderSummary } from '../types.ts';

const STATES: Readonly<Record<string, MessageKey>> = {
  placed: 'mine.order.placed',
  completed: 'mine.order.completed',
  cancelled: 'mine.order.cancelled',
};

/** Orders with the way to each. */
export function OrderList({ orders }: { orders: readonly OwnOrderSummary[] }) {
  const t = useMessages();
  const path = useShopPath();
  const { language } = usePage();
  const locale = language === 'en' ? 'en-GB' : LANGUAGES[language].locale;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <ul className="mt-4 border-b border-line">
      {orders.map(({ id, code, state, total, count, placedAt }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-t border-line py-3">
          <span>
            <Link className="link font-medium" to={path(`orders/${code}`)}>
              <bdi>{code}</bdi>
            </Link>
            <time dateTime={placedAt} className="block text-14 text-ink-2" suppressHydrationWarning>
              {day.format(new Date(placedAt))}
            </time>
          </span>
          <span className="text-14 text-ink-2">
            {t('bought.pieces', { count })}
            {' · '}
            {t(STATES[state] ?? 'mine.order.placed')}
          </span>
          <Money money={total} />
        </li>
      ))}
    </ul>
  );
}

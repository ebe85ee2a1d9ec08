import { formatMoney, type Money as MoneyValue } from '@bottega/contracts';
import { LANGUAGES } from '../i18n/languages.ts';
import { usePage } from '../use-page.ts';

/** An amount in the page's language, kept whole beside text of the other direction. */
export function Money({ money }: { money: MoneyValue }) {
  const { language } = usePage();
  // The browser's currency data may differ from the server's by a space: the server's text stays.
  return <bdi suppressHydrationWarning>{formatMoney(money, LANGUAGES[language].locale)}</bdi>;
}

import { amountToDecimal, formatMoney, type Money } from '@bottega/contracts';
import { useMemo } from 'react';
import { LANGUAGES } from '../i18n/languages.ts';
import type { Translate } from '../i18n/translate.ts';
import { useMessages } from '../i18n/use-messages.tsx';
import { usePage } from '../use-page.ts';
import { useShell } from './shell/use-shell.ts';

/** Numbers, dates and names as the reader writes them. Dates are in the workshop's time zone, so that server and browser agree. */
export function useFormats() {
  const { language } = usePage();
  const { timeZone } = useShell();
  const t = useMessages();
  return useMemo(() => createFormats(LANGUAGES[language].locale, timeZone, t), [language, timeZone, t]);
}

const DAY = { day: 'numeric', month: 'long' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function createFormats(locale: string, timeZone: string, t: Translate) {
  // The shops of the house write the day first in English too.
  const dateLocale = locale === 'en' ? 'en-GB' : locale;
  const dated = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocale, { timeZone, ...options }).format(new Date(iso));
  const timed = (iso: string, date: Intl.DateTimeFormatOptions, zone = timeZone) =>
    `${dated(iso, { ...date, timeZone: zone })}${t('list.comma')}${dated(iso, { ...TIME, timeZone: zone })}`;
  return {
    /** "Friday 20 November". */
    weekday: (iso: string) => dated(iso, { weekday: 'long', ...DAY }),
    /** "Friday 20 November" in another zone than the shop's. */
    weekdayIn: (iso: string, zone: string) => dated(iso, { weekday: 'long', ...DAY, timeZone: zone }),
    timeIn: (iso: string, zone: string) => dated(iso, { ...TIME, timeZone: zone }),
    /** "18 November, 21:14". */
    moment: (iso: string) => timed(iso, DAY),
    /** "Sat 28 November, 18:30" in a zone that is named beside it. */
    momentIn: (iso: string, zone: string) => timed(iso, { weekday: 'short', ...DAY }, zone),
    /** "21:14:08", for what happens within minutes. */
    clock: (iso: string) => dated(iso, { ...TIME, second: '2-digit' }),
    /** A calendar day such as "2026-11-20" as "20 Nov". */
    date: (day: string) =>
      new Intl.DateTimeFormat(dateLocale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(`${day}T00:00Z`)),
    /** Money where whole units are enough: "€1,218". */
    roundMoney: (money: Money) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, maximumFractionDigits: 0 }).format(
        Number(amountToDecimal(money)),
      ),
    money: (money: Money) => formatMoney(money, locale),
    /** "Europe/Rome" as "Rome time". */
    zone: (zone: string) => t('time.zone', { city: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone }),
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    percent: (part: number) => new Intl.NumberFormat(locale, { style: 'percent' }).format(part),
    bytes: (bytes: number) => formatBytes(bytes, locale),
    /** An amount that comes as a decimal, such as the cost of a film: "0.11" USD. */
    cost: ({ amount, currency }: { amount: string; currency: string }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)),
    /** "14 s", "2 min 6 s". */
    duration: (ms: number) => {
      const seconds = Math.max(1, Math.round(ms / 1000));
      return seconds < 60
        ? t('time.seconds', { seconds })
        : t('time.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
    },
    /** A language in the reader's language. */
    language: (code: string) => new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code,
    country: (code: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code,
  };
}

const UNITS = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
] as const;

/** "11 MB", "2.4 GB": powers of ten, as disks are sold. */
function formatBytes(bytes: number, locale: string): string {
  const [unit, size] = UNITS.find(([, least]) => bytes >= least) ?? (['kilobyte', 1e3] as const);
  const value = bytes / size;
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** A language in itself: "italiano", "العربية". */
export const ownName = (code: string): string => new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;

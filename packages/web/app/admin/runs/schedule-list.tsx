import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import type { Schedule } from '../types.ts';

/** What the shop has run again and again, and when next. */
export function ScheduleList({ schedules }: { schedules: readonly Schedule[] }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <Section title={t('runs.schedules')} className="mt-12">
      <ul>
        {schedules.map(({ id, name, when, nextAt }) => (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 border-t border-line py-3 first:border-0">
            <span className="font-medium" dir="auto">
              {name}
            </span>
            <span className="text-ink-2">
              {'cron' in when ? (
                <>
                  <code dir="ltr">{when.cron}</code> · {formats.zone(when.zone)}
                </>
              ) : (
                t('runs.every', { duration: formats.duration(when.everySeconds * 1000) })
              )}
            </span>
            <span>{nextAt ? <time dateTime={nextAt}>{formats.moment(nextAt)}</time> : t('runs.neverAgain')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

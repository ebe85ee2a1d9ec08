import { useMessages } from '../../i18n/use-messages.tsx';
import { useFormats } from '../formats.ts';
import type { Run } from '../types.ts';

type Line = Run['log'][number];

const TONES = { debug: 'text-ink-2', info: '', warn: 'text-warn', error: 'text-bad' } as const;

/** What the run did and said, oldest first. */
export function RunLog({ log }: { log: readonly Line[] }) {
  const t = useMessages();
  if (log.length === 0) return <p className="py-3 text-ink-2">{t('runs.noLog')}</p>;
  return (
    // Scrolled by the keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable.
    <ol className="max-h-[32rem] overflow-auto py-2 text-12" tabIndex={0} aria-label={t('runs.log')}>
      {log.map((line, index) => (
        // Lines are only ever added at the end, and have no other name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <LogLine key={index} line={line} />
      ))}
    </ol>
  );
}

function LogLine({ line: { at, level, event, step, attempt, message } }: { line: Line }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <li className={`flex flex-wrap gap-x-3 py-0.5 ${TONES[level]}`}>
      <time dateTime={at} className="text-ink-2">
        {formats.clock(at)}
      </time>
      {step && <bdi lang="en">{step}</bdi>}
      {event !== 'said' && <span>{t(`runs.event.${event}`, { attempt: attempt ?? 1 })}</span>}
      {message && (
        <span className="min-w-0 wrap-anywhere" dir="auto" lang="en">
          {message}
        </span>
      )}
    </li>
  );
}

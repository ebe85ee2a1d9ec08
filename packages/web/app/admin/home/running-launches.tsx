import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { LaunchPill } from '../launches/launch-pill.tsx';
import { useFormats } from '../formats.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { Thumb } from '../parts/thumb.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { LaunchSummary } from '../types.ts';

/** What is being made now; absent when nothing is. */
export function RunningLaunches({ running }: { running: readonly LaunchSummary[] }) {
  const t = useMessages();
  if (running.length === 0) return null;
  return (
    <Section title={t('home.running')}>
      <ul className="flex flex-col gap-4">
        {running.map((launch) => (
          <RunningLaunch key={launch.launchId} launch={launch} />
        ))}
      </ul>
    </Section>
  );
}

function RunningLaunch({ launch }: { launch: LaunchSummary }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <li className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-4">
      <Thumb picture={launch.photo} className="" />
      <div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link className="link font-semibold" to={`/admin/${shop.slug}/launches/${launch.launchId}`}>
            <bdi>{launch.name}</bdi>
          </Link>
          <LaunchPill status={launch.status} />
        </p>
        <p className="mt-1 text-ink-2">{t('launch.madeSoFar', { part: formats.percent(launch.progress) })}</p>
        <ProgressBar label={launch.name} value={launch.progress} className="mt-3" />
      </div>
    </li>
  );
}

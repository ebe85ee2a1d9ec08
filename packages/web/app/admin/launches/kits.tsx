import { Check, Download, OctagonAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { buttonClass } from '../../parts/button.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import { useFormats } from '../formats.ts';
import type { LaunchView } from '../types.ts';
import type { ChannelName } from './channel-copy.tsx';

type Kit = LaunchView['kits'][number];

/** A folder for each channel, to post by hand: text, pictures, film and captions in one archive. */
export function Kits({ kits, channels }: { kits: readonly Kit[]; channels: readonly ChannelName[] }) {
  const t = useMessages();
  return (
    <Section title={t('launch.kits')}>
      <p className="mb-3 max-w-[64ch] text-ink-2">{t('launch.kitsMeaning')}</p>
      <ul className="grid gap-x-10 xl:grid-cols-2">
        {kits.map((kit) => (
          <KitRow key={kit.channel} kit={kit} channel={channels.find(({ id }) => id === kit.channel)} />
        ))}
      </ul>
    </Section>
  );
}

function KitRow({ kit, channel }: { kit: Kit; channel: ChannelName | undefined }) {
  const t = useMessages();
  const formats = useFormats();
  const path = useShopPath();
  const label = channel?.label ?? kit.channel;
  return (
    <li className="border-t border-line py-2.5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="mark" aria-hidden="true">
          {channel?.mark ?? label.slice(0, 2)}
        </span>
        <span className="font-medium">{label}</span>
        <bdi className="text-12 text-ink-2">{formats.bytes(kit.bytes)}</bdi>
        <KitPill problems={kit.problems.length} />
        <a href={path(kit.url)} download className={buttonClass({ size: 'small', className: 'ms-auto' })}>
          <Download className="i" />
          <span>
            {t('launch.getKit')}
            <span className="sr-only"> · {label}</span>
          </span>
        </a>
      </div>
      {kit.problems.length > 0 && (
        <ul className="mt-1.5 list-disc ps-12 text-13 text-bad">
          {kit.problems.map((problem) => (
            <li key={problem} dir="auto" lang="en">
              {problem}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function KitPill({ problems }: { problems: number }) {
  const t = useMessages();
  if (problems === 0) {
    return (
      <Pill look="ok" icon={Check}>
        {t('launch.kitReady')}
      </Pill>
    );
  }
  return (
    <Pill look="bad" icon={OctagonAlert}>
      {t('launch.kitProblems', { count: problems })}
    </Pill>
  );
}

import { useMessages } from '../../i18n/use-messages.tsx';
import { Section } from '../../parts/section.tsx';
import { useShopPath } from '../../use-page.ts';
import type { LaunchView } from '../types.ts';

/** The still of each film, as the channels will show it. */
export function Thumbnails({ thumbnails, name }: Pick<LaunchView, 'thumbnails' | 'name'>) {
  const t = useMessages();
  const path = useShopPath();
  return (
    <Section title={t('launch.thumbnails')}>
      <ul className="flex flex-wrap items-end gap-4">
        {thumbnails.map((still) => (
          <li key={still.shape}>
            <a href={path(still.url)} download className="block">
              <img
                src={path(still.url)}
                width={still.width}
                height={still.height}
                alt={t('launch.thumbnailOf', { name, shape: still.shape })}
                loading="lazy"
                className="h-36 w-auto rounded-1"
              />
            </a>
            <p className="mt-1 text-12 text-ink-2" dir="ltr">
              {still.shape}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { Clock, CreditCard, Hand, type LucideIcon, Stamp, TriangleAlert } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Pill } from '../../parts/pill.tsx';
import { Section } from '../../parts/section.tsx';
import { useShell } from '../shell/use-shell.ts';
import type { HomeView } from '../types.ts';

type Need = HomeView['needs'][number];

const ICONS: Readonly<Record<Need['kind'], LucideIcon>> = {
  review: Hand,
  approval: Stamp,
  order_to_pay: CreditCard,
  order_to_send: Clock,
  low_stock: TriangleAlert,
};

/** What waits for a person, each with the way there. */
export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <Section title={t('home.needs')}>
      {needs.length === 0 && <p className="text-ink-2">{t('home.nothingNeeded')}</p>}
      <ul className="flex flex-col">
        {needs.map((need) => (
          <li
            key={need.kind}
            className="grid gap-x-4 gap-y-2 border-b border-line py-3 first:pt-0 sm:grid-cols-[8.5rem_1fr_auto] sm:items-center"
          >
            <span>
              <Pill look="warn" icon={ICONS[need.kind]}>
                {t(`home.need.${need.kind}.pill`)}
              </Pill>
            </span>
            <p className="font-medium">{t(`home.need.${need.kind}.text`, { count: need.count })}</p>
            <ButtonLink size="small" className="justify-self-start" to={`/admin/${shop.slug}/${need.href}`}>
              {t(`home.need.${need.kind}.action`)}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

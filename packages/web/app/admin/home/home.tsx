import { Flame } from 'lucide-react';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { SalesChart } from '../insights/sales-chart.tsx';
import { SalesFigures } from '../insights/sales-figures.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { SalesSummary } from '../types.ts';
import type { Route } from './+types/home';
import { Checklist } from './checklist.tsx';
import { partOfDay } from './part-of-day.ts';
import { RunningLaunches } from './running-launches.tsx';
import { NeedsYou } from './needs-you.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => ({
    home: await operations.launch.describeHome(ctx),
    now: new Date().toISOString(),
  }));

export default function Home({ loaderData: { home, now } }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[68rem]">
      <Greeting now={now} />
      <div className="mt-9 grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
        <div className="flex min-w-0 flex-col gap-10">
          <NeedsYou needs={home.needs} />
          <RunningLaunches running={home.running} />
          <Section title={t('home.sales')}>
            <LastThirtyDays sales={home.sales} />
          </Section>
        </div>
        <Checklist items={home.checklist} />
      </div>
    </div>
  );
}

function Greeting({ now }: { now: string }) {
  const t = useMessages();
  const formats = useFormats();
  const { shop, person, timeZone } = useShell();
  return (
    <PageTitle
      above={`${formats.weekday(now)} · ${formats.zone(timeZone)}`}
      title={t(`home.greeting.${partOfDay(now, timeZone)}`, { name: person.name.split(' ')[0] ?? person.name })}
      windowTitle={t('nav.home')}
      actions={
        <ButtonLink look="ink" to={`/admin/${shop.slug}/launches/new`}>
          <Flame className="i" />
          {t('launch.new')}
        </ButtonLink>
      }
    />
  );
}

function LastThirtyDays({ sales }: { sales: SalesSummary }) {
  const t = useMessages();
  if (sales.orders === 0) return <p className="max-w-[60ch] text-ink-2">{t('home.noSales')}</p>;
  return (
    <>
      <SalesFigures sales={sales} />
      <SalesChart sales={sales} width={640} />
    </>
  );
}

import { ChartLine } from 'lucide-react';
import { Link } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { ButtonLink } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Money } from '../../parts/money.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormats } from '../formats.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { SalesSummary } from '../types.ts';
import type { Route } from './+types/insights';
import { SalesChart } from './sales-chart.tsx';
import { SalesFigures } from './sales-figures.tsx';

const RANGES = [7, 30, 90] as const;

/** The range in the address; anything else is thirty days. */
const readRange = (url: URL): (typeof RANGES)[number] => RANGES.find((days) => String(days) === url.searchParams.get('days')) ?? 30;

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations }) => {
    const days = readRange(url);
    return { days, sales: await operations.insights.summarizeSales(ctx, { days }) };
  });

export default function Insights({ loaderData: { days, sales } }: Route.ComponentProps) {
  const t = useMessages();
  return (
    <div className="mx-auto max-w-[76rem]">
      <PageTitle title={t('insights.title')} actions={<RangeChoice current={days} />} />
      {sales.orders === 0 ? <NothingSold days={days} /> : <Sold days={days} sales={sales} />}
    </div>
  );
}

function RangeChoice({ current }: { current: number }) {
  const t = useMessages();
  return (
    <nav className="seg" aria-label={t('insights.range')}>
      {RANGES.map((days) => (
        <Link key={days} to={`?days=${days}`} preventScrollReset {...(days === current && { 'aria-current': 'page' as const })}>
          {t('insights.days', { days })}
        </Link>
      ))}
    </nav>
  );
}

function NothingSold({ days }: { days: number }) {
  const t = useMessages();
  const { shop } = useShell();
  return (
    <EmptyState
      picture={<ChartLine className="size-16 stroke-1" />}
      action={
        <ButtonLink look="ink" to={`/admin/${shop.slug}/launches/new`}>
          {t('launch.new')}
        </ButtonLink>
      }
    >
      {t('insights.none', { days })}
    </EmptyState>
  );
}

function Sold({ days, sales }: { days: number; sales: SalesSummary }) {
  const t = useMessages();
  return (
    <>
      <Section title={t('sales.byDay', { days })} className="mt-8">
        <SalesFigures sales={sales} />
        <SalesChart sales={sales} width={1000} />
      </Section>
      <Section title={t('insights.top')} className="mt-10">
        <TopProducts top={sales.top} />
      </Section>
    </>
  );
}

function TopProducts({ top }: Pick<SalesSummary, 'top'>) {
  const t = useMessages();
  const formats = useFormats();
  const { shop } = useShell();
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>{t('insights.product')}</th>
          <th className="num">{t('insights.units')}</th>
          <th className="num">{t('sales.revenue')}</th>
        </tr>
      </thead>
      <tbody>
        {top.map((product) => (
          <tr key={product.productId}>
            <td>
              <Link className="link font-medium" to={`/admin/${shop.slug}/products/${product.productId}`}>
                <bdi>{product.title}</bdi>
              </Link>
            </td>
            <td className="num">{formats.number(product.units)}</td>
            <td className="num">
              <Money money={product.revenue} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

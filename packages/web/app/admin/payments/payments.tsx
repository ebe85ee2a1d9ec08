import { CreditCard } from 'lucide-react';
import { Form, Link, useNavigation } from 'react-router';
import { useMessages } from '../../i18n/use-messages.tsx';
import { Button } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Section } from '../../parts/section.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { inShop, submitted } from '../room.ts';
import { useShell } from '../shell/use-shell.ts';
import type { Reconciliation } from '../types.ts';
import type { Route } from './+types/payments';
import { CaseRow } from './case-row.tsx';
import { readWay } from './read-way.ts';
import { WayRow } from './way-row.tsx';

export const loader = ({ context, url }: Route.LoaderArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce, platform } }) => ({
    ways: await commerce.listPaymentWays(ctx),
    open: (await commerce.listPaymentCases(ctx, { state: 'open', limit: 100 })).items,
    mayWrite: platform.may(ctx.actor, 'payments.write'),
  }));

export const action = ({ request, context, url }: Route.ActionArgs) =>
  inShop({ context, url }, async ({ ctx, operations: { commerce } }) => {
    const form = await request.formData();
    const [intent, id] = [String(form.get('intent') ?? ''), String(form.get('id') ?? '')];
    let compared: Reconciliation | null = null;
    const refusal = await submitted(async () => {
      if (intent === 'way') await commerce.changePaymentWay(ctx, { id, ...readWay(form) });
      else if (intent === 'close') await commerce.closePaymentCase(ctx, { id, note: String(form.get('note') ?? '') });
      else if (intent === 'compare') compared = await commerce.reconcilePayments(ctx);
    });
    return { intent, id, problem: refusal?.data ?? null, compared: compared as Reconciliation | null };
  });

/** How the shop is paid: its ways of paying in their order, and the differences that somebody has to look into. */
export default function Payments({ loaderData: { ways, open, mayWrite }, actionData }: Route.ComponentProps) {
  const t = useMessages();
  const { shop } = useShell();
  const problemOf = (intent: string, id: string) => (actionData?.intent === intent && actionData.id === id ? actionData.problem : null);
  const isTesting = ways.some(({ offered, isTest, problem }) => offered && isTest && problem === null);
  return (
    <div className="mx-auto flex max-w-[68rem] flex-col gap-10">
      <PageTitle title={t('payments.title')} facts={t('payments.lead')} />
      {isTesting && <Notice look="warn">{t('payments.testing')}</Notice>}
      <Section
        title={t('payments.ways')}
        aside={
          <Link className="link" to={`/admin/${shop.slug}/settings/plugins`}>
            {t('payments.more')}
          </Link>
        }
      >
        {ways.length === 0 && <EmptyState picture={<CreditCard className="size-16 stroke-1" />}>{t('payments.none')}</EmptyState>}
        <ul>
          {ways.map((way, place) => (
            <WayRow
              // What was kept is shown afresh.
              key={`${way.id} ${way.offered} ${way.take} ${way.ownLabel}`}
              way={way}
              place={place}
              isLast={place === ways.length - 1}
              mayWrite={mayWrite}
              problem={problemOf('way', way.id)}
            />
          ))}
        </ul>
      </Section>
      <Section title={t('payments.cases')}>
        <p className="max-w-[65ch] text-ink-2">{t(open.length === 0 ? 'payments.noCases' : 'payments.casesHow')}</p>
        <ul>
          {open.map((item) => (
            <CaseRow key={item.id} item={item} mayWrite={mayWrite} problem={problemOf('close', item.id)} />
          ))}
        </ul>
        {mayWrite && <Compare result={actionData?.compared ?? null} />}
      </Section>
    </div>
  );
}

function Compare({ result }: { result: Reconciliation | null }) {
  const t = useMessages();
  const isBusy = useNavigation().state !== 'idle';
  const problems = result?.items.flatMap(({ provider, problem }) => (problem === null ? [] : [`${provider}: ${problem}`])) ?? [];
  const sum = (of: 'movements' | 'opened') => result?.items.reduce((all, item) => all + item[of], 0) ?? 0;
  return (
    <Form method="post" preventScrollReset className="mt-6 flex flex-wrap items-center gap-4">
      <Button type="submit" name="intent" value="compare" disabled={isBusy}>
        {t('payments.compare')}
      </Button>
      <p role="status" className="text-ink-2">
        {result && !isBusy && t('payments.compared', { movements: sum('movements'), opened: sum('opened') })}
      </p>
      {problems.length > 0 && (
        <Notice look="warn">
          {t('payments.booksAway')} <bdi>{problems.join(' ')}</bdi>
        </Notice>
      )}
    </Form>
  );
}
